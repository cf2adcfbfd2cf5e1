"""Findings: kept once, whatever becomes of the row; asked about, explained, corrected; waived and no fault for good."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.accounts.models import User
from app.audit import queries, service
from app.audit.models import AuditFinding, RunKind
from app.audit.queries import Asked, Filters
from app.audit.rules import State
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.visits.models import Sighting
from app.visits.rules import Sight
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind
from tests import make
from tests.audit.city import AS_OF, ON_QUIET, City

WHOLE = Asked(AS_OF)
NIGHT = datetime(2026, 9, 29, 16, 30, tzinfo=UTC)


class Desk(City):
    """The clean city with one visit on a quiet day that nobody approved, an officer and a clerk."""

    def __init__(self) -> None:
        super().__init__()
        self.officer = make.user(Role.OVERSIGHT)
        self.clerk = make.user(Role.CLERK, self.unit)
        self.stranger = make.user(Role.CLERK, self.rival_unit)
        self.fault = self.forced(ON_QUIET)

    def run(self, asked: Asked = WHOLE, kind: RunKind = RunKind.CITY) -> tuple[int, int, int]:
        """A run: found, new, gone."""
        with transaction():
            made = service.run(asked, kind=kind, wall=lambda: NIGHT, by=SYSTEM, at=NIGHT)
            return made.found, made.new, made.gone

    def finding(self, code: str = "quiet_unapproved") -> AuditFinding:
        """The finding of the fault."""
        return db.session.query(AuditFinding).filter_by(code=code).one()

    def act(self, verb: Callable[..., None], words: str = "情况如下", by: User | None = None, days: int = 0) -> None:
        """An act on the finding."""
        with transaction():
            verb(self.finding(), words=words, by=by or self.officer, at=NIGHT + timedelta(days=days))


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def test_a_fact_is_kept_once_and_outlives_its_row(desk: Desk) -> None:
    assert desk.run() == (1, 1, 0)
    number = desk.finding().number
    assert desk.run() == (1, 0, 0)
    told = [entry.verb for entry in ledger.of(number)]
    assert told == ["audit:find"]
    with make.act():
        desk.fault.covered = ["2026-09-08"]
    assert desk.run()[1:] == (1, 1)
    assert desk.finding().gone_on == AS_OF
    assert desk.run()[1:] == (0, 0)
    with make.act():
        desk.fault.covered = []
    assert desk.run() == (1, 0, 1)
    assert desk.finding().gone_on is None
    assert [entry.verb for entry in ledger.of(number)] == ["audit:find", "audit:note_gone", "audit:find_again"]


def test_the_department_explains_and_corrects_each_with_its_own_clock(desk: Desk) -> None:
    desk.run()
    desk.act(service.ask)
    clock = workdays.deadline(desk.finding().number, DeadlineKind.ANSWER)
    assert clock is not None
    assert (clock.rule_id, clock.length, clock.is_open) == ("audit.explain", 5, True)
    desk.act(service.explain, "当天接到火警", desk.clerk, 1)
    assert not clock.is_open
    desk.act(service.send_back, "说明不完整", days=2)
    again = workdays.deadline(desk.finding().number, DeadlineKind.ANSWER)
    assert again is not None
    assert again.round == 2
    desk.act(service.explain, "补充说明", desk.clerk, 3)
    desk.act(service.accept, "补办手续", days=4)
    mending = workdays.deadline(desk.finding().number, DeadlineKind.RECTIFICATION)
    assert mending is not None
    assert (mending.rule_id, mending.length) == ("audit.correct", 15)
    desk.act(service.correct, "已经补办", desk.clerk, 5)
    desk.act(service.close, days=6)
    assert desk.finding().state is State.CLOSED
    assert len(queries.statements(desk.finding())) == 7
    assert desk.run() == (1, 0, 0)
    told = {notice.kind for notice in db.session.query(Notice).filter_by(ref=desk.finding().number)}
    assert told == {"audit_asked", "audit_explained", "audit_sent_back", "audit_accepted", "audit_corrected"}


@pytest.mark.parametrize(("verb", "state"), [(service.waive, State.WAIVED), (service.dismiss, State.DISMISSED)])
def test_waived_and_no_fault_stay_in_sight_and_are_not_raised_again(
    desk: Desk, verb: Callable[..., None], state: State
) -> None:
    desk.run()
    desk.act(service.ask)
    desk.act(verb, "措施印发在后")
    assert [clock.is_open for clock in workdays.deadlines(desk.finding().number)] == [False]
    assert desk.run() == (1, 0, 0)
    assert queries.counts(to=desk.clerk) == {state: 1}
    with pytest.raises(Refused, match="audit_wrong_state"):
        desk.act(service.explain, by=desk.clerk)
    desk.act(service.reopen, "情况有变")
    assert desk.finding().state is State.FOUND


def test_no_department_learns_of_what_is_confidential(desk: Desk) -> None:
    """Neither by page, list, count nor by a gap in the numbers of what it may see."""
    desk.run()
    for words in ("三个人", "又是三个人"):
        with make.act():
            told = {"kind": Sight.UNANNOUNCED, "on": AS_OF, "at": NIGHT, "place": "", "judgement": ""}
            db.session.add(Sighting(department_id=desk.unit.id, words=words, **told))
    hidden = [fact for fact in queries.facts(Asked(AS_OF)) if fact.check == "sighting_unjoined"]
    assert len(hidden) == 2
    assert desk.run() == (3, 2, 0)
    desk.forced(ON_QUIET + timedelta(days=1))
    assert desk.run() == (4, 1, 0)
    numbers = [one.number for one in queries.search(to=desk.clerk)]
    assert sorted(number.split("-")[2] for number in numbers) == ["000001", "000002"]
    assert queries.count(to=desk.clerk) == 2
    assert queries.count(to=desk.officer) == 4
    assert queries.count(Filters(code="sighting_unjoined"), to=desk.clerk) == 0
    assert queries.count(to=desk.stranger) == 0
    secret = db.session.query(AuditFinding).filter_by(code="sighting_unjoined").first()
    assert secret is not None
    assert secret.number.startswith("NS-")
    with pytest.raises(Missing):
        queries.get(secret.number, to=desk.clerk)
    with pytest.raises(Refused, match="audit_nobody_to_ask"), transaction():
        service.ask(secret, words="请说明", by=desk.officer, at=NIGHT)


def test_a_run_over_a_part_looks_at_that_part(desk: Desk) -> None:
    other = desk.forced(ON_QUIET, unit=desk.rival_unit, people=desk.rivals)
    assert desk.run(Asked(AS_OF, department_id=desk.rival_unit.id), RunKind.DEPARTMENT) == (1, 1, 0)
    assert desk.run(Asked(AS_OF, enterprise_id=desk.fault.enterprise_id), RunKind.ENTERPRISE) == (1, 1, 0)
    assert desk.run(Asked(AS_OF, enterprise_id=desk.firm.id), RunKind.ENTERPRISE) == (0, 0, 0)
    assert desk.run() == (2, 0, 0)
    assert {one.enterprise_id for one in queries.search(to=desk.officer)} == {
        other.enterprise_id,
        desk.fault.enterprise_id,
    }


def test_the_night_runs_once_a_day(desk: Desk) -> None:
    def tonight(at: datetime) -> int:
        with transaction():
            return service.run_nightly(wall=lambda: NIGHT, at=at)

    assert [tonight(NIGHT), tonight(NIGHT + timedelta(hours=9)), tonight(NIGHT + timedelta(days=1))] == [1, 0, 1]
    assert [run.as_of for run in queries.runs()] == [AS_OF + timedelta(days=1), AS_OF]


def test_an_act_on_another_version_is_refused(desk: Desk) -> None:
    desk.run()
    with pytest.raises(Conflict, match="changed_meanwhile"), transaction():
        service.waive(desk.finding(), words="免于追究", seen=99, by=desk.officer, at=NIGHT)


def test_what_is_as_of_a_day_leaves_out_what_came_after(desk: Desk) -> None:
    assert [fact.check for fact in desk.facts(ON_QUIET.date())] == ["quiet_unapproved"]
    assert desk.facts(ON_QUIET.date() - timedelta(days=1)) == []
