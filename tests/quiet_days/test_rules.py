"""Requests as rules: states, who decides on which day, working hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.departments.rules import Tenure
from app.kernel.clock import SHANGHAI
from app.kernel.errors import Refused
from app.quiet_days import rules
from app.quiet_days.rules import Condition, Deputy, Reason, State

ON = date(2026, 9, 11)
TENURES = [Tenure("old", date(2025, 1, 1), date(2026, 8, 31)), Tenure("new", date(2026, 9, 1), None)]
DEPUTIES = [
    Deputy("new", "standin", date(2026, 9, 10), date(2026, 9, 15)),
    Deputy("standin", "third", date(2026, 9, 1), date(2026, 9, 30)),
    Deputy("old", "stranger", date(2026, 9, 1), date(2026, 9, 30)),
]
SPANS = [(time(9), time(12)), (time(14), time(17))]


@pytest.mark.parametrize(
    ("name", "on", "leader"),
    [
        ("new", ON, "new"),
        ("old", ON, None),
        ("old", date(2026, 8, 31), "old"),
        ("new", date(2026, 8, 31), None),
        ("standin", ON, "new"),
        ("standin", date(2026, 9, 10), "new"),
        ("standin", date(2026, 9, 15), "new"),
        ("standin", date(2026, 9, 9), None),
        ("standin", date(2026, 9, 16), None),
        ("third", ON, None),
        ("stranger", ON, None),
        ("nobody", ON, None),
        ("old", date(2024, 1, 1), None),
    ],
)
def test_who_decides_on_a_day(name: str, on: date, leader: str | None) -> None:
    assert rules.in_place_of(name, on, TENURES, DEPUTIES) == leader


@given(st.sampled_from(["old", "new", "standin", "third", "stranger"]), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_whoever_decides_is_in_charge_or_stands_in_for_who_is(name: str, on: date) -> None:
    leader = rules.in_place_of(name, on, TENURES, DEPUTIES)
    if leader is not None:
        assert leader == rules.in_charge(TENURES, on)
        assert name == leader or any(one.deputy == name and one.leader == leader and one.covers(on) for one in DEPUTIES)


@pytest.mark.parametrize("name", ["new", "standin"])
def test_who_is_in_charge_or_stands_in_decides(name: str) -> None:
    assert rules.check_decider(name, "somebody", on=ON, tenures=TENURES, deputies=DEPUTIES) == "new"


@pytest.mark.parametrize(
    ("name", "applicant", "code"),
    [
        ("new", "new", "quiet_own_request"),
        ("old", "old", "quiet_own_request"),
        ("old", "somebody", "quiet_not_in_charge"),
        ("third", "somebody", "quiet_not_in_charge"),
    ],
)
def test_nobody_decides_their_own_and_nobody_who_is_not_in_charge(name: str, applicant: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_decider(name, applicant, on=ON, tenures=TENURES, deputies=DEPUTIES)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("deputy", "code"),
    [
        (Deputy("new", "new", ON, ON), "deputy_of_oneself"),
        (Deputy("new", "old", ON - timedelta(days=1), ON), "deputy_in_the_past"),
        (Deputy("new", "old", ON, ON - timedelta(days=1)), "deputy_ends_before_it_begins"),
    ],
)
def test_who_cannot_stand_in(deputy: Deputy, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_deputy(deputy, today=ON)
    assert refused.value.code == code


def test_for_one_day_somebody_may_stand_in() -> None:
    rules.check_deputy(Deputy("new", "old", ON, ON), today=ON)


@given(st.sampled_from(list(rules.MOVES)), st.sampled_from(list(State)))
def test_the_table_of_moves_opens_verbs_and_refuses_the_rest(verb: str, state: State) -> None:
    assert (verb in rules.open_verbs(state)) is (state in rules.MOVES[verb])
    if state in rules.MOVES[verb]:
        assert rules.after(state, verb) is rules.MOVES[verb][state]
        return
    with pytest.raises(Refused) as refused:
        rules.after(state, verb)
    assert refused.value.code == "quiet_wrong_state"


def test_only_a_request_that_waits_is_approved() -> None:
    assert rules.MOVES["approve"] == {State.SUBMITTED: State.APPROVED}
    assert {state for state in State if not rules.open_verbs(state)} == {
        State.REJECTED,
        State.WITHDRAWN,
        State.EXPIRED,
    }


@pytest.mark.parametrize("condition", [Condition.NARROWER, Condition.JOINT])
def test_a_condition_is_said(condition: Condition) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_conditions([condition], "")
    assert refused.value.code == "quiet_condition_unsaid"
    rules.check_conditions([condition], "只查库区")
    rules.check_conditions([Condition.LATER], "")


def test_another_reason_is_said() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_reason(Reason.OTHER, "")
    assert refused.value.code == "quiet_reason_unsaid"
    rules.check_reason(Reason.MERGE, "")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=SHANGHAI)


def working(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (at(11, 9), at(11, 15)),
        (at(11, 8), at(11, 15)),
        (at(11, 10, 30), at(11, 16, 30)),
        (at(11, 13), at(14, 10)),
        (at(11, 16), at(14, 12)),
        (at(11, 20), at(14, 15)),
        (at(12, 10), at(14, 15)),
    ],
)
def test_four_working_hours_after(start: datetime, ends: datetime) -> None:
    assert rules.hours_after(start, 4, SPANS, working) == ends


@given(st.integers(0, 480_000), st.integers(1, 20))
def test_working_hours_end_within_working_hours_of_a_working_day(minutes: int, hours: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    ends = rules.hours_after(start, hours, SPANS, working)
    assert ends >= start + timedelta(hours=hours)
    assert working(ends.date())
    assert any(begin < ends.time() <= end for begin, end in SPANS)


def test_hours_are_read_from_the_rulebook() -> None:
    assert rules.spans(["14:00-17:00", "9:00—12:00"]) == SPANS
    with pytest.raises(ValueError, match="morning"):
        rules.spans(["morning"])
    with pytest.raises(ValueError, match="no working hours"):
        rules.hours_after(at(11, 9), 1, [(time(9), time(9))], working)
