"""Deadlines and the work calendar in the database."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.kernel.db import transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.workdays import queries, rules, service
from app.workdays.models import Deadline, ProposalState
from app.workdays.rules import DayKind, DeadlineKind, Special, Standing
from tests import make

pytestmark = pytest.mark.usefixtures("app")
LATE = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)
NOTICE = [
    Special(date(2026, 12, 31), DayKind.HOLIDAY, "元旦"),
    Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),
    Special(date(2027, 1, 9), DayKind.MAKEUP, "元旦"),
]


@pytest.fixture(autouse=True)
def seeded(app: Flask) -> None:
    make.calendar()


def start(length: int = 3, at: datetime = LATE, **more: Any) -> Deadline:
    values: dict[str, Any] = {"subject": "TS-0482-9174-6", "kind": DeadlineKind.VERIFICATION, **more}
    with make.act():
        return service.start(
            values.pop("subject"),
            values.pop("kind"),
            rule_id="complaint.verify",
            rulebook_version=1,
            length=length,
            by=SYSTEM,
            at=at,
            **values,
        )


def announce(year: int = 2027, days: list[Special] = NOTICE, at: datetime = LATE) -> None:
    with transaction():
        service.announce(year, days, by=SYSTEM, at=at, source="test")


def test_seeding_twice_loads_every_announced_year_once() -> None:
    assert sorted(queries.calendar().announced) == [year for year in rules.announced_years() if year >= 2023]
    with transaction():
        assert service.seed(by=SYSTEM, at=LATE) == []


def test_each_loaded_year_stands_in_the_ledger() -> None:
    entry = ledger.of("calendar:2026")[-1]
    assert (entry.verb, entry.actor, entry.calendar_version) == ("workdays:announce", "system", 4)


def test_a_deadline_keeps_all_that_recomputes_it() -> None:
    deadline = start(15)
    assert (deadline.starts_on, deadline.length, deadline.due_on) == (date(2026, 12, 10), 15, date(2026, 12, 31))
    assert (deadline.rule_id, deadline.rulebook_version, deadline.calendar_version) == ("complaint.verify", 1, 4)
    assert (deadline.round, deadline.first_due_on, deadline.provisional) == (1, date(2026, 12, 31), False)


def test_a_deadline_counts_from_the_day_in_shanghai() -> None:
    assert start(at=datetime(2026, 9, 10, 17, 0, tzinfo=UTC)).starts_on == date(2026, 9, 11)


def test_a_deadline_can_count_from_an_earlier_day() -> None:
    assert start(since=date(2026, 9, 30), length=7).due_on == date(2026, 10, 15)


def test_a_case_has_one_deadline_of_a_kind_in_a_round() -> None:
    start()
    with pytest.raises(IntegrityError):
        start()


def test_the_latest_round_is_the_deadline_that_counts() -> None:
    start()
    second = start(round=2, kind=DeadlineKind.VERIFICATION)
    start(kind=DeadlineKind.RESOLUTION, length=7)
    assert queries.deadline("TS-0482-9174-6", DeadlineKind.VERIFICATION) == second
    assert [deadline.length for deadline in queries.deadlines("TS-0482-9174-6")] == [3, 3, 7]
    assert queries.deadline("TS-0482-9174-6", DeadlineKind.RECEIPT) is None


def test_a_finished_deadline_ends_once() -> None:
    deadline = start()
    with make.act():
        service.finish(deadline, at=LATE)
    for again in (
        lambda: service.finish(deadline, at=LATE),
        lambda: service.drop(deadline, why="withdrawn", at=LATE),
        lambda: service.extend(deadline, days=2, at=LATE),
    ):
        with pytest.raises(Conflict, match="deadline_ended"):
            again()


def test_a_dropped_deadline_is_neither_met_nor_missed() -> None:
    deadline = start()
    with make.act():
        service.drop(deadline, why="withdrawn", at=LATE)
    assert queries.standing(deadline, date(2027, 1, 30)) is Standing.DROPPED


def test_a_missed_deadline_stays_missed_after_it_is_done() -> None:
    deadline = start(since=date(2026, 11, 2))
    assert queries.standing(deadline, date(2026, 12, 10)) is Standing.OVERDUE
    with make.act():
        service.finish(deadline, at=LATE)
    assert queries.standing(deadline, date(2026, 12, 31)) is Standing.MISSED


def test_an_extension_keeps_the_first_date_on_view() -> None:
    deadline = start(3, at=datetime(2026, 9, 11, 1, tzinfo=UTC))
    with make.act():
        service.extend(deadline, days=4, at=LATE)
    assert (deadline.first_due_on, deadline.due_on, deadline.extension) == (date(2026, 9, 16), date(2026, 9, 21), 4)


@pytest.mark.parametrize("days", [0, -2])
def test_an_extension_by_no_day_is_refused(days: int) -> None:
    deadline = start()
    with pytest.raises(Refused, match="deadline_length"):
        service.extend(deadline, days=days, at=LATE)


def test_days_left_and_the_days_counted_are_told() -> None:
    deadline = start(3, at=datetime(2026, 9, 18, 1, tzinfo=UTC))
    told = queries.explain(deadline)
    assert [day.on.day for day in told if day.counted] == [20, 21, 22]
    assert told[1].kind is DayKind.MAKEUP
    assert queries.days_left(deadline, date(2026, 9, 19)) == 3
    assert queries.soon(date(2026, 9, 19)) == date(2026, 9, 20)


def test_an_announced_year_moves_provisional_deadlines_and_says_so_in_the_ledger() -> None:
    deadline = start(20)
    assert (deadline.due_on, deadline.provisional) == (date(2027, 1, 8), True)
    announce()
    assert (deadline.due_on, deadline.first_due_on, deadline.provisional) == (date(2027, 1, 9), date(2027, 1, 9), False)
    entry = ledger.of("TS-0482-9174-6")[-1]
    facts = json.loads(entry.facts)
    assert (entry.verb, entry.calendar_version) == ("workdays:recompute", 5)
    assert (facts["before"], facts["after"]) == ("2027-01-08", "2027-01-09")


def test_a_deadline_that_only_becomes_firm_is_journaled_too() -> None:
    deadline = start(18)
    before = deadline.due_on
    announce(days=[Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")])
    assert (deadline.due_on, deadline.provisional) == (before, False)
    assert len(ledger.of("TS-0482-9174-6")) == 1


def test_an_extended_deadline_is_recomputed_with_its_extension() -> None:
    deadline = start(15)
    with make.act():
        service.extend(deadline, days=5, at=LATE)
    announce()
    assert (deadline.first_due_on, deadline.due_on) == (date(2027, 1, 4), date(2027, 1, 9))


def test_a_firm_deadline_moves_with_a_day_that_the_next_notice_gives_off_in_december() -> None:
    deadline = start(15)
    announce()
    assert deadline.due_on == date(2027, 1, 4)


def test_what_is_done_or_due_already_is_not_moved() -> None:
    done, due = start(20, subject="TS-1"), start(3, subject="TS-2", since=date(2026, 11, 2))
    with make.act():
        service.finish(done, at=LATE)
    announce()
    assert (done.due_on, done.provisional) == (date(2027, 1, 8), True)
    announce(2026, [Special(date(2026, 11, 3), DayKind.HOLIDAY, "临时放假")])
    assert due.due_on == date(2026, 11, 5)
    assert ledger.of("TS-1") == ledger.of("TS-2") == []


def test_the_days_of_a_deadline_are_told_by_the_calendar_that_made_it() -> None:
    deadline = start(15)
    with make.act():
        service.finish(deadline, at=LATE)
    announce()
    assert queries.explain(deadline)[-1].on == date(2026, 12, 31)
    assert queries.explain(deadline)[-1].counted


def test_the_same_notice_twice_is_one_version() -> None:
    announce()
    announce(days=NOTICE[::-1])
    assert queries.calendar().version == 5


def test_a_corrected_notice_replaces_the_year_and_only_it() -> None:
    announce()
    announce(days=NOTICE[1:])
    calendar = queries.calendar()
    assert calendar.is_working(date(2026, 12, 31))
    assert calendar.kind(date(2026, 10, 1)) is DayKind.HOLIDAY
    assert queries.calendar(5).kind(date(2026, 12, 31)) is DayKind.HOLIDAY


def test_a_version_rolled_back_leaves_nothing_behind() -> None:
    with pytest.raises(RuntimeError), transaction():
        service.announce(2027, NOTICE, by=SYSTEM, at=LATE, source="test")
        assert queries.calendar().version == 5
        raise RuntimeError
    assert queries.calendar().version == 4
    announce(days=NOTICE[1:])
    assert queries.calendar().is_working(date(2026, 12, 31))


def test_what_was_started_while_a_year_was_being_loaded_is_caught_up() -> None:
    announce()
    late = start(20)
    assert not late.provisional
    with make.act():
        late.due_on = late.first_due_on = date(2027, 1, 8)
        late.provisional, late.calendar_version = True, 4
    for moved in (1, 0):
        with transaction():
            assert service.catch_up(by=SYSTEM, at=LATE) == moved
    assert (late.due_on, late.provisional, late.calendar_version) == (date(2027, 1, 9), False, 5)
    assert [entry.verb for entry in ledger.of("TS-0482-9174-6")] == ["workdays:recompute"]


def test_a_preview_moves_nothing() -> None:
    deadline = start(20)
    moved = service.preview(2027, NOTICE, today=date(2026, 12, 10))
    assert [(move.before, move.after) for move in moved] == [(date(2027, 1, 8), date(2027, 1, 9))]
    assert deadline.due_on == date(2027, 1, 8)


def test_next_years_calendar_is_missed_from_november() -> None:
    assert queries.unannounced(date(2026, 10, 31)) is None
    assert queries.unannounced(date(2026, 11, 1)) == 2027
    assert queries.unannounced(date(2027, 1, 1)) == 2027
    announce()
    assert queries.unannounced(date(2026, 11, 1)) is None


def test_a_proposed_calendar_works_when_a_second_person_approves() -> None:
    deadline = start(20)
    proposer, approver = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
    with transaction():
        proposal = service.propose(2027, NOTICE, source="国办发明电〔2026〕1号", by=proposer, at=LATE)
    assert 2027 not in queries.calendar().announced
    with transaction():
        service.approve(proposal, by=approver, at=LATE)
    assert (proposal.state, proposal.decided_by_id) == (ProposalState.APPROVED, approver.id)
    assert deadline.due_on == date(2027, 1, 9)
    verbs = [entry.verb for entry in ledger.of("calendar:2027")]
    assert verbs == ["workdays:propose", "workdays:approve", "workdays:announce"]


def test_nobody_decides_on_their_own_calendar() -> None:
    proposer = make.user(Role.OVERSIGHT)
    with transaction():
        proposal = service.propose(2027, NOTICE, source="", by=proposer, at=LATE)
    with pytest.raises(Refused, match="calendar_own_proposal"):
        service.approve(proposal, by=proposer, at=LATE)
    with pytest.raises(Refused, match="calendar_own_proposal"):
        service.reject(proposal, why="", by=proposer, at=LATE)


def test_the_database_refuses_a_calendar_decided_by_its_proposer() -> None:
    proposer = make.user(Role.OVERSIGHT)
    with pytest.raises(IntegrityError), transaction():
        proposal = service.propose(2027, NOTICE, source="", by=proposer, at=LATE)
        proposal.state, proposal.decided_at, proposal.decided_by_id = ProposalState.APPROVED, LATE, proposer.id


def test_a_year_has_one_open_proposal() -> None:
    proposer = make.user(Role.OVERSIGHT)
    with transaction():
        service.propose(2027, NOTICE, source="", by=proposer, at=LATE)
    with pytest.raises(Conflict, match="calendar_proposal_pending"):
        service.propose(2027, NOTICE[1:], source="", by=proposer, at=LATE)


def test_a_decided_calendar_is_not_decided_again() -> None:
    proposer, other = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
    with transaction():
        proposal = service.propose(2027, NOTICE, source="", by=proposer, at=LATE)
        service.reject(proposal, why="漏了春节", by=other, at=LATE)
    with pytest.raises(Conflict, match="calendar_proposal_decided"):
        service.approve(proposal, by=other, at=LATE)


def test_only_the_proposer_withdraws() -> None:
    proposer, other = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
    with transaction():
        proposal = service.propose(2027, NOTICE, source="", by=proposer, at=LATE)
    with pytest.raises(Refused, match="calendar_not_yours"):
        service.withdraw(proposal, by=other, at=LATE)
    with transaction():
        service.withdraw(proposal, by=proposer, at=LATE)
    assert [one.id for one in queries.proposals(ProposalState.WITHDRAWN)] == [proposal.id]


def test_a_proposal_that_never_was_is_missing() -> None:
    with pytest.raises(Missing):
        queries.proposal(99)
