"""Weights by two people, a card that is frozen, appeals in their time; on both databases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from app.audit import queries as auditing
from app.audit import service as audit
from app.audit.models import AuditFinding, AuditRun, RunKind
from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.complaints.rules import Complexity
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.reports.queries import clocks
from app.reports.queries.spans import Span
from app.scorecards import queries, service
from app.scorecards.models import Card
from app.scorecards.rules import AppealState, CardState, Criterion
from app.supervision.rules import Kind
from app.warnings import queries as warnings
from app.warnings.rules import Kind as Counted
from app.workdays.rules import DeadlineKind
from tests import make
from tests.complaints import story
from tests.measures import lists
from tests.scorecards.settling import WEIGHTS, weigh
from tests.supervision import orders

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
NEXT = datetime(2026, 10, 9, 1, 0, tzinfo=UTC)
AFTER = datetime(2026, 10, 26, 1, 0, tzinfo=UTC)
YEAR = (date(2026, 1, 1), date(2026, 9, 30))


class Cast(orders.Cast):
    """A department with complaints, an order, and measures that it leads; an officer and a second one."""

    def __init__(self) -> None:
        super().__init__()
        with transaction():
            lists.service.load(lists.schemas.shipped(2026), digest="0" * 64, by=self.officer, at=AT)
        with transaction():
            holder = lists.Holder.DEPARTMENT
            lists.service.match("市发改局", holder, self.department, by=self.officer, at=AT)

    def verified_in_time(self) -> Complaint:
        found = self.referred_complaint(at=orders.REFERRED["soon"])
        with transaction():
            told = {"fields": story.REPLY, "complexity": Complexity.SIMPLE, "reason": ""}
            complaints.verify(found, **told, by=self.clerk, at=AT)
        return found

    def card(self, at: datetime = NEXT) -> Card:
        with transaction():
            return service.issue(*YEAR, by=self.officer, at=at)

    def cases(self, card: Card, criterion: Criterion) -> dict[str, tuple[int, int]]:
        own = queries.parts(card)[self.department.id][criterion]
        return {one.ref: (one.won, one.of) for one in own}


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def test_weights_are_set_by_two_people(cast: Cast) -> None:
    with pytest.raises(Refused, match="scorecard_no_weights"):
        cast.card()
    with transaction():
        made = service.propose(2026, WEIGHTS, "年度考核办法", by=cast.officer, at=AT)
    with pytest.raises(Conflict, match="scorecard_scheme_pending"), transaction():
        service.propose(2026, WEIGHTS, "再来一套", by=cast.officer, at=AT)
    with pytest.raises(Refused, match="scorecard_own_scheme"), transaction():
        service.approve(queries.scheme(made.id), by=cast.officer, at=AT)
    with pytest.raises(Refused, match="scorecard_not_yours"), transaction():
        service.withdraw(queries.scheme(made.id), by=cast.second, at=AT)
    with transaction():
        service.reject(queries.scheme(made.id), why="太高", by=cast.second, at=AT)
    with pytest.raises(Conflict, match="scorecard_scheme_decided"), transaction():
        service.approve(queries.scheme(made.id), by=cast.second, at=AT)
    weigh(cast.officer, cast.second, 2026, AT)
    with pytest.raises(Refused, match="scorecard_scheme_unchanged"), transaction():
        service.propose(2026, WEIGHTS, "一样的", by=cast.officer, at=AT)
    assert queries.in_force(2025) is None


def test_every_point_has_its_cases(cast: Cast) -> None:
    late, kept = cast.case("late"), cast.verified_in_time()
    order = cast.issue(Kind.YELLOW, late)
    weigh(cast.officer, cast.second, 2026, AT)
    card = cast.card()
    verified = cast.cases(card, Criterion.VERIFIED)
    assert verified[f"{late.number}/verification/1"] == (0, 1)
    assert verified[f"{kept.number}/verification/1"] == (1, 1)
    assert cast.cases(card, Criterion.YELLOW) == {order.number: (1, 1)}
    reported = cast.cases(card, Criterion.REPORTED)
    assert reported["measure:2026-9/3"] == (0, 1)
    own = [one for one in lists.schemas.shipped(2026) if "市发改局" in one["lead"]]
    assert len(reported) == 3 * len(own)
    row = queries.row(card, cast.department.code, cast.clerk)
    shares = {one: cast.cases(card, one) for one in Criterion}
    assert row.now.score == _counted(shares)


def test_findings_that_stand_cost_points_once_and_nobody_pays_twice(cast: Cast) -> None:
    """Neither what is open, waived, no fault, hidden, another's to answer for, nor a clock that is counted already."""
    with make.act():
        run = AuditRun(kind=RunKind.COMMAND, as_of=AT.date(), at=AT, milliseconds=0, found=0, new=0, gone=0, counts={})
        db.session.add(run)
        db.session.flush()
        rows = {name: found(cast.department.id, run.id, name, code) for name, code in FOUND.items()}
        db.session.add_all(rows.values())
    for name, verbs in (("stands", "explain accept"), ("closed", "close"), ("twice", "close reopen explain accept")):
        settle(rows[name], verbs, cast)
    for name, verbs in (
        ("explained", "explain"),
        ("waived", "waive"),
        ("no_fault", "dismiss"),
        ("again", "close reopen"),
    ):
        settle(rows[name], verbs, cast)
    for name in ("hidden", "of_city", "clock", "later"):
        settle(rows[name], "close", cast, at=AFTER if name == "later" else AT)
    weigh(cast.officer, cast.second, 2026, AT)
    card = cast.card()
    numbers = {rows[name].number for name in ("stands", "closed", "twice")}
    assert cast.cases(card, Criterion.FINDINGS) == dict.fromkeys(numbers, (1, 1))
    line = next(
        one for one in queries.row(card, cast.department.code, cast.clerk).now.lines if one.criterion == "findings"
    )
    assert line.points == -Fraction("0.5") * 3


FOUND = dict.fromkeys(("stands", "closed", "twice", "explained", "waived", "no_fault", "again", "later"), "no_pass")
FOUND |= {"hidden": "sighting_unjoined", "of_city": "cap_department", "clock": "verify_late"}


def found(department_id: int, run_id: int, name: str, code: str) -> AuditFinding:
    """A finding as a run keeps it."""
    told = {"code": code, "subject": name, "number": f"SJ-{name}", "severity": "grave", "happened_on": AT.date()}
    rest = {"figures": {}, "evidence": {"links": []}, "state": "found", "state_since": AT, "found_at": AT}
    hidden = code == "sighting_unjoined"
    return AuditFinding(department_id=department_id, run_id=run_id, confidential=hidden, **told, **rest)


def settle(finding: AuditFinding, verbs: str, cast: Cast, at: datetime = AT) -> None:
    """Several acts on a finding, one after another."""
    for verb in verbs.split():
        with transaction():
            getattr(audit, verb)(finding, words="情况属实", by=cast.clerk if verb == "explain" else cast.officer, at=at)


def test_weights_from_before_a_criterion_weigh_it_with_nothing(cast: Cast) -> None:
    scheme = queries.scheme(weigh(cast.officer, cast.second, 2026, AT))
    scheme.kept = {name: weight for name, weight in scheme.kept.items() if name != "findings"}
    assert scheme.weights == {**WEIGHTS, Criterion.FINDINGS: Decimal(0)}
    db.session.rollback()


def _counted(shares: Any) -> Fraction:
    """The score from the refs alone, counted by hand."""
    won, whole, taken = Fraction(0), Fraction(0), Fraction(0)
    for name, cases in shares.items():
        weight = Fraction(str(WEIGHTS[name]))
        if name in {"yellow", "red", "circulars", "findings"}:
            taken += weight * len(cases)
        elif cases:
            whole += weight
            won += weight * Fraction(sum(one[0] for one in cases.values()), sum(one[1] for one in cases.values()))
    return max(Fraction(0), 100 * won / whole - taken)


def test_a_card_is_frozen_when_it_is_issued(cast: Cast) -> None:
    cast.case("late")
    weigh(cast.officer, cast.second, 2026, AT)
    card = cast.card()
    before = [(row.department.code, row.issued.score) for row in queries.rows(card, cast.officer)]
    cast.case("very_late")
    weigh(cast.officer, cast.second, 2026, NEXT, {**WEIGHTS, Criterion.RED: Decimal(5)})
    db.session.expire_all()
    assert [(row.department.code, row.issued.score) for row in queries.rows(card, cast.officer)] == before
    with pytest.raises(Conflict, match="scorecard_issued"):
        cast.card()


def test_a_department_appeals_about_its_own_cases_in_time(cast: Cast) -> None:
    late = cast.case("late")
    cast.verified_in_time()
    weigh(cast.officer, cast.second, 2026, AT)
    card, ref = cast.card(), f"{late.number}/verification/1"

    def appeal(by: Any = None, at: datetime = NEXT, case: str = ref) -> Any:
        with transaction():
            told = {"words": "材料当天就交了", "by": by or cast.clerk, "at": at}
            return service.appeal(card, Criterion.VERIFIED, case, **told)

    with pytest.raises(Missing, match="scorecard_missing"):
        appeal(case="TS-0000-0000-3/verification/1")
    with pytest.raises(Missing, match="scorecard_missing"):
        appeal(by=make.user(Role.CLERK))
    with pytest.raises(Refused, match="scorecard_window_over"):
        appeal(at=AFTER)
    made = appeal()
    with pytest.raises(Conflict, match="scorecard_appealed"):
        appeal()
    with pytest.raises(Refused, match="scorecard_window_open"), transaction():
        service.finalise(card, by=cast.officer, at=NEXT)
    with pytest.raises(Refused, match="scorecard_appeals_open"), transaction():
        service.finalise(card, by=cast.officer, at=AFTER)
    before = queries.row(card, cast.department.code, cast.clerk)
    with transaction():
        service.decide(made, card, granted=True, why="查实当天已交", by=cast.officer, at=AFTER)
    now = queries.row(card, cast.department.code, cast.clerk)
    assert (now.issued.score, made.state) == (before.issued.score, AppealState.GRANTED)
    assert now.now.score != now.issued.score
    with pytest.raises(Conflict, match="scorecard_decided"), transaction():
        service.decide(made, card, granted=False, why="改主意", by=cast.officer, at=AFTER)
    with transaction():
        service.finalise(card, by=cast.officer, at=AFTER)
    assert card.state is CardState.FINAL
    with pytest.raises(Conflict, match="scorecard_decided"), transaction():
        service.finalise(card, by=cast.officer, at=AFTER)
    assert [one.verb for one in ledger.of(card.number)] == [f"scorecard:{verb}" for verb in VERBS]


VERBS = ("issue", "appeal", "decide", "finalise")


def test_a_department_sees_its_own_row_alone(cast: Cast) -> None:
    cast.case("late")
    weigh(cast.officer, cast.second, 2026, AT)
    card = cast.card()
    assert [row.department.code for row in queries.rows(card, cast.clerk)] == [cast.department.code]
    stranger = make.user(Role.CLERK)
    assert queries.rows(card, stranger) == []
    with pytest.raises(Missing, match="scorecard_missing"):
        queries.row(card, cast.department.code, stranger)


def test_a_period_without_anything_has_no_card(app: Flask) -> None:
    make.calendar()
    make.rulebook()
    first, second = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
    weigh(first, second, 2026, AT)
    with pytest.raises(Refused, match="scorecard_nothing"), transaction():
        service.issue(*YEAR, by=first, at=NEXT)


def test_a_missed_clock_is_the_departments_that_had_the_case_on_its_last_day(cast: Cast) -> None:
    """One returned it, the next let the clock run out, the third got the case later: alike wherever it counts."""
    returned, b, c = cast.referred_complaint(at=story.REFERRED), make.department("乙局"), make.department("丙局")
    with transaction():
        told = {"to": "乙局", "basis": "三定方案", "by": cast.clerk}
        complaints.return_referral(returned, **told, at=story.REFERRED + timedelta(days=1))
    with transaction():
        complaints.refer(returned, to=b, by=cast.officer, at=story.REFERRED + timedelta(days=1))
    with make.act():
        returned.department_id = c.id
    due, subject = date(2026, 9, 11), f"{returned.number}/verification/1"
    found = {fact.subject: fact.department_id for fact in auditing.facts(auditing.Asked(YEAR[1]), {"verify_late"})}
    assert found == {subject: b.id}
    late = {counter.key for counter in warnings.events(*YEAR) if counter.kind is Counted.LATE_ANSWERS}
    assert late == {b.id}
    rows = clocks.ended(clocks.COMPLAINTS, DeadlineKind.VERIFICATION)(Span(due, due, NEXT))
    assert [(row.unit, row.part) for row in rows] == [(b.id, False)]
    weigh(cast.officer, cast.second, 2026, AT)
    parts = queries.parts(cast.card())
    holders = [
        unit for unit, own in parts.items() if any(one.ref == subject for one in own.get(Criterion.VERIFIED, ()))
    ]
    assert holders == [b.id]
