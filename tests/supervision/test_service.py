"""The ladder on both databases: proposed by rule, issued by a person, numbered without a gap, received, answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.arrears import queries as debts
from app.arrears.rules import StepKind
from app.complaints import service as filing
from app.complaints.rules import Complexity
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import Role
from app.notices import queries as notices
from app.notices import rules as audience
from app.notices.models import Notice
from app.supervision import queries, service
from app.supervision.models import Order
from app.supervision.queries.proposals import _unanswered
from app.supervision.rules import Kind, ReferralState, State
from app.supervision.service import Draft
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind
from tests import make
from tests.complaints import story
from tests.supervision.orders import AT, WORDS, Cast

DAY = timedelta(days=1)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def proposed(at: datetime = AT) -> dict[str, Kind]:
    """What is proposed about the clock of the verification, by number of the case."""
    rows = [row for one in queries.proposals(at.date()) for row in one.rows]
    return {row.complaint.number: row.kind for row in rows if row.deadline.kind is DeadlineKind.VERIFICATION}


def told(kind: str) -> list[str]:
    return [one.audience for one in db.session.query(Notice).filter_by(kind=kind)]


def test_the_rule_proposes_by_working_days_and_nothing_is_stored(cast: Cast) -> None:
    cases = {how: cast.case(how).number for how in ("soon", "late", "very_late")}
    assert proposed() == {cases["soon"]: Kind.BLUE, cases["late"]: Kind.YELLOW, cases["very_late"]: Kind.RED}
    assert [one.kind for one in queries.proposals(AT.date())] == [Kind.RED, Kind.YELLOW, Kind.BLUE]
    assert proposed(AT + 3 * DAY)[cases["soon"]] is Kind.YELLOW
    assert db.session.query(Order).count() == 0


def test_on_the_weekend_after_its_last_day_a_case_is_no_working_day_late(cast: Cast) -> None:
    number = cast.case("soon").number
    assert number not in proposed(AT + DAY)
    assert number not in proposed(AT + 2 * DAY)
    assert proposed(AT + 3 * DAY)[number] is Kind.YELLOW


def test_what_has_been_done_is_proposed_no_more(cast: Cast) -> None:
    case = cast.case("late")
    with transaction():
        filing.verify(case, fields=story.REPLY, complexity=Complexity.SIMPLE, by=cast.clerk, at=AT)
    assert case.number not in proposed()


def test_orders_are_numbered_without_a_gap_and_have_their_clocks(cast: Cast) -> None:
    first, second = cast.issue(Kind.YELLOW, cast.case("late")), cast.issue(Kind.BLUE, cast.case("soon"))
    assert [one.number.rpartition("-")[0] for one in (first, second)] == ["DB-20260911-000001", "DB-20260911-000002"]
    clocks = {one.kind: one.due_on for one in workdays.deadlines(first.number)}
    assert clocks == {DeadlineKind.RECEIPT: date(2026, 9, 14), DeadlineKind.ANSWER: date(2026, 9, 16)}
    assert told("supervision_yellow") == [audience.department(cast.department.id)]
    assert queries.timeline(first)[0].verb == "supervision:issue"


def test_one_order_may_be_about_several_cases_of_a_unit_and_of_no_other(cast: Cast) -> None:
    cases = [cast.case("late"), cast.case("late")]
    order = cast.issue(Kind.YELLOW, *cases)
    assert sorted(one.subject for one in queries.matters(order)) == sorted(case.number for case in cases)
    other = story.filed(cast.owner, at=AT - 4 * DAY).complaint
    with transaction():
        filing.accept(other, to=cast.town, sheet=story.SHEET, by=cast.officer, at=AT - 4 * DAY)
    with pytest.raises(Refused, match="supervision_one_unit"):
        cast.issue(Kind.YELLOW, other, cast.case("late"))


def test_what_stands_is_not_issued_twice_and_the_next_colour_is_proposed(cast: Cast) -> None:
    case = cast.case("late")
    picked = [row.deadline.id for row in cast.rows(case)]
    cast.issue(Kind.YELLOW, case)
    assert case.number not in proposed()
    with pytest.raises(Conflict, match="supervision_not_proposed"), transaction():
        service.issue(Kind.YELLOW, picked, Draft(**WORDS), by=cast.officer, at=AT)
    assert proposed(AT + 4 * DAY)[case.number] is Kind.RED


def test_a_yellow_order_that_is_not_answered_leads_to_red(cast: Cast) -> None:
    """Even where the numbers of the city would wait longer."""
    case = cast.case("late")
    order = cast.issue(Kind.YELLOW, case)
    ids = [one.deadline_id or 0 for one in queries.matters(order)]
    assert _unanswered(ids, date(2026, 9, 16)) == set()
    assert _unanswered(ids, date(2026, 9, 17)) == set(ids)
    with transaction():
        service.receive(order, by=cast.clerk, at=AT)
    with transaction():
        service.answer(order, words="今天办结", by=cast.clerk, at=AT + DAY)
    assert _unanswered(ids, date(2026, 9, 17)) == set()


def test_nothing_picked_and_a_measure_are_no_order_by_rule(cast: Cast) -> None:
    for kind, code in ((Kind.YELLOW, "supervision_nothing_picked"), (Kind.ONSITE, "supervision_by_rule")):
        with pytest.raises(Refused, match=code), transaction():
            service.issue(kind, [], Draft(**WORDS), by=cast.officer, at=AT)
    with pytest.raises(Refused, match="supervision_by_rule"), transaction():
        service.dismiss(Kind.ONSITE, [1], why="无", by=cast.officer, at=AT)


def test_a_red_order_summons(cast: Cast) -> None:
    case = cast.case("very_late")
    with pytest.raises(Refused, match="supervision_meeting_missing"):
        cast.issue(Kind.RED, case, meet_at=None, place="")
    order = cast.issue(Kind.RED, case)
    assert (order.kind, order.place) == (Kind.RED, "市优办会议室")


def test_an_order_is_received_answered_and_both_are_in_time(cast: Cast) -> None:
    order = cast.issue(Kind.YELLOW, cast.case("late"))
    with pytest.raises(Refused, match="supervision_wrong_state"), transaction():
        service.answer(order, words="先答复", by=cast.clerk, at=AT)
    with transaction():
        service.receive(order, by=cast.clerk, at=AT)
    with transaction():
        service.answer(order, words="已核实", by=cast.clerk, at=AT + DAY)
    assert order.state is State.ANSWERED
    assert all(one.done_at for one in workdays.deadlines(order.number))
    assert told("supervision_answered") == [audience.OFFICE]
    with pytest.raises(Refused, match="supervision_wrong_state"), transaction():
        service.withdraw(order, why="晚了", by=cast.officer, at=AT)


def test_a_withdrawn_order_keeps_its_number_and_lets_the_rule_propose_again(cast: Cast) -> None:
    case = cast.case("late")
    order = cast.issue(Kind.YELLOW, case)
    with transaction():
        service.withdraw(order, why="发错了单位", by=cast.officer, at=AT)
    assert proposed()[case.number] is Kind.YELLOW
    assert [one.dropped_why for one in workdays.deadlines(order.number)] == ["withdrawn", "withdrawn"]
    assert cast.issue(Kind.YELLOW, case).number.startswith("DB-20260911-000002")


def test_a_person_may_decide_not_to_issue_and_says_why(cast: Cast) -> None:
    case = cast.case("late")
    picked = [row.deadline.id for row in cast.rows(case) if row.kind is Kind.YELLOW]
    with transaction():
        service.dismiss(Kind.YELLOW, picked, why="已电话说明", by=cast.officer, at=AT)
    assert case.number not in proposed()
    assert proposed(AT + 4 * DAY)[case.number] is Kind.RED


def test_minutes_are_added(cast: Cast) -> None:
    order = cast.measure(Kind.INTERVIEW, cast.case("late").number)
    noted = {"people": "主要负责人", "words": "承诺三日内办结"}
    with transaction():
        service.note(order, held_on=AT.date(), **noted, by=cast.officer, at=AT)
    assert [one.words for one in queries.minutes(order)] == ["承诺三日内办结"]
    with pytest.raises(Refused, match="day_to_come"), transaction():
        service.note(order, held_on=date(2026, 9, 12), **noted, by=cast.officer, at=AT)


def test_a_measure_about_arrears_is_the_next_step_of_their_ladder(cast: Cast) -> None:
    case = cast.referred()
    with pytest.raises(Refused, match="arrears_step_skipped"):
        cast.measure(Kind.INTERVIEW, case.number)
    assert db.session.query(Order).count() == 0
    onsite, circular = cast.measure(Kind.ONSITE, case.number), cast.measure(Kind.CIRCULAR, case.number)
    taken = [(step.kind, step.document_no) for step, row in debts.steps(case, whole=True) if row]
    assert taken == [(StepKind.ONSITE, onsite.number), (StepKind.INTERVIEW, circular.number)]


def test_a_measure_names_cases_that_are_there(cast: Cast) -> None:
    with pytest.raises(Refused, match="supervision_no_such_case"):
        cast.measure(Kind.CIRCULAR, "TS-0000-0000-3")
    with pytest.raises(Refused, match="supervision_nothing_picked"):
        cast.measure(Kind.CIRCULAR)
    with pytest.raises(Refused, match="supervision_by_rule"):
        cast.measure(Kind.BLUE, cast.case("late").number)


def test_twenty_late_cases_are_one_message_to_the_unit(cast: Cast) -> None:
    cases = [cast.case("late") for _ in range(3)]
    picked = [row.deadline.id for row in cast.rows(*cases)]
    with transaction():
        sent = service.remind([*picked, 99999], words="请抓紧", by=cast.officer, at=AT)
    assert [one.subjects for one in sent] == [sorted(case.number for case in cases)]
    assert told("supervision_reminded") == [audience.department(cast.department.id)]
    with pytest.raises(Refused, match="supervision_nothing_picked"), transaction():
        service.remind([99999], words="请抓紧", by=cast.officer, at=AT)


def test_the_office_is_told_once_on_a_working_day_that_something_is_proposed(cast: Cast) -> None:
    cases = [cast.case(how) for how in ("soon", "late", "very_late", "late")]
    early = datetime(2026, 9, 10, 23, 59, tzinfo=UTC)
    for at, told_now in ((early, 0), (AT, 1), (AT + timedelta(hours=6), 0), (AT + DAY, 0), (AT + 3 * DAY, 1)):
        with transaction():
            assert service.announce(at=at) == told_now
    first, second = db.session.query(Notice).filter_by(kind="supervision_proposed").order_by(Notice.id)
    assert (first.audience, first.ref) == (audience.OFFICE, "proposals:2026-09-11")
    assert first.facts == {"red": 1, "yellow": 2, "blue": 2}
    assert second.ref == "proposals:2026-09-14"
    assert not any(case.number in str(first.facts) for case in cases)


def test_where_nothing_is_proposed_nobody_is_told(cast: Cast) -> None:
    with transaction():
        assert service.announce(at=AT) == 0
    assert told("supervision_proposed") == []


def test_a_referral_is_known_to_the_office_and_the_discipline_alone(cast: Cast) -> None:
    case = cast.handed()
    cast.measure(Kind.ONSITE, case.number)
    cast.measure(Kind.INTERVIEW, case.number)
    row = cast.refer(case.number)
    assert row.number.startswith("YS-20260911-000001")
    assert told("supervision_referred") == [audience.DISCIPLINE]
    assert len(debts.steps(case, whole=True)) == 5
    assert len(debts.steps(case, whole=False)) == 4
    judge = make.user(Role.DISCIPLINE)
    assert audience.DISCIPLINE in notices.told_to(judge)
    with transaction():
        service.take_up(row, by=judge, at=AT)
    with transaction():
        service.conclude(row, outcome="诫勉谈话", by=judge, at=AT)
    assert (row.state, row.outcome) == (ReferralState.CONCLUDED, "诫勉谈话")
    assert told("supervision_concluded") == [audience.OFFICE]
    with pytest.raises(Refused, match="supervision_wrong_state"), transaction():
        service.take_up(row, by=judge, at=AT)


def test_a_department_sees_its_own_orders_only(cast: Cast) -> None:
    order = cast.issue(Kind.YELLOW, cast.case("late"))
    stranger, judge = make.user(Role.CLERK), make.user(Role.DISCIPLINE)
    assert queries.by_number(order.number, to=cast.clerk) is order
    assert queries.by_number(order.number, to=judge) is order
    for number, who in ((order.number, stranger), (order.number, make.user(Role.LEADER)), ("DB-1", judge)):
        with pytest.raises(Missing, match="supervision_missing"):
            queries.by_number(number, to=who)
    for number in ("YS-1", "YS-20260911-000001-6"):
        with pytest.raises(Missing, match="supervision_missing"):
            queries.referral(number)


def test_a_page_from_before_is_refused(cast: Cast) -> None:
    order = cast.issue(Kind.YELLOW, cast.case("late"))
    with pytest.raises(Conflict, match="changed_meanwhile"), transaction():
        service.receive(order, seen=order.version - 1, by=cast.clerk, at=AT)
