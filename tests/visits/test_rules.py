"""Visits as rules: days and quiet days, what needs cover, what stands against a visit, states."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inspectors.rules import Unfit
from app.kernel import clock
from app.kernel.errors import Refused
from app.lookbacks.rules import Answer
from app.visits import rules
from app.visits.rules import Basis, Known, Name, Person, Shown, State

WINDOW = (1, 20)
DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
ROUTINE, LEAD = Basis.TASK, Basis.MONITORING


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Shanghai"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The server stands in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize(
    ("instant", "quiet"),
    [
        ("2026-09-20T15:59:59.500000+00:00", True),
        ("2026-09-20T16:00:00+00:00", False),
        ("2026-09-30T15:59:59.500000+00:00", False),
        ("2026-09-30T16:00:00+00:00", True),
    ],
)
def test_a_quiet_day_begins_and_ends_at_midnight_in_shanghai_wherever_the_server_stands(
    zone: str, instant: str, quiet: bool
) -> None:
    assert rules.is_quiet(clock.day(datetime.fromisoformat(instant)), WINDOW) is quiet


@given(DAYS)
def test_a_day_is_quiet_exactly_when_its_number_lies_in_the_window(day: date) -> None:
    assert rules.is_quiet(day, WINDOW) is (1 <= day.day <= 20)


@given(DAYS, st.integers(0, 30))
def test_of_a_visit_every_quiet_day_needs_cover_and_no_other(first: date, length: int) -> None:
    days = rules.days(first, first + timedelta(days=length))
    found = rules.to_cover(days, WINDOW, basis=LEAD, leads="need_approval")
    assert len(days) == length + 1
    assert found == [day for day in days if day.day <= 20]


def test_a_visit_over_the_20th_and_21st_needs_the_20th_covered() -> None:
    days = rules.days(date(2026, 9, 20), date(2026, 9, 21))
    assert rules.to_cover(days, WINDOW, basis=ROUTINE, leads="need_approval") == [date(2026, 9, 20)]


@pytest.mark.parametrize(
    ("basis", "leads", "needs"),
    [(LEAD, "need_approval", True), (LEAD, "exempt", False), (ROUTINE, "exempt", True), (ROUTINE, "other", True)],
)
def test_a_lead_needs_approval_too_unless_the_rulebook_says_otherwise(basis: Basis, leads: str, needs: bool) -> None:
    assert bool(rules.to_cover([date(2026, 9, 12)], WINDOW, basis=basis, leads=leads)) is needs


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-09-12", "2026-09-12", "2026-09-12"),
        ("2026-09-19 至 2026-09-21", "2026-09-19", "2026-09-21"),
        ("2026/9/19~2026年9月21日", "2026-09-19", "2026-09-21"),
        ("20260919 to 20260921", "2026-09-19", "2026-09-21"),
    ],
)
def test_days_are_written_as_one_or_as_two(text: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in rules.span(text)] == [first, last]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-09-21 至 2026-09-19", "visit_ends_before_it_begins"),
        ("2026-09-01 至 2026-10-02", "visit_too_long"),
        ("2026-09-01 至 2026-09-02 至 2026-09-03", "date_malformed"),
        ("明天", "date_malformed"),
    ],
)
def test_other_days_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.span(text)
    assert refused.value.code == code


@given(DAYS.filter(lambda day: day.day <= 20), st.integers(0, 7))
def test_a_visit_moved_behind_the_quiet_days_is_as_long_and_touches_none(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    moved = rules.later(first, last, WINDOW)
    assert moved == (first.replace(day=21), first.replace(day=21) + timedelta(days=length))
    assert rules.quiet(rules.days(*moved), WINDOW) == []


def test_a_visit_that_is_too_long_has_no_room_behind_the_quiet_days() -> None:
    with pytest.raises(Refused) as refused:
        rules.later(date(2026, 9, 1), date(2026, 9, 11), WINDOW)
    assert refused.value.code == "visit_no_room_later"


ENTRY: dict[str, Any] = {"first": date(2026, 9, 20), "last": date(2026, 9, 21)}


@pytest.mark.parametrize(
    ("day", "covered", "code"),
    [
        (date(2026, 9, 20), (), "quiet_day_not_covered"),
        (date(2026, 9, 20), (date(2026, 9, 20),), None),
        (date(2026, 9, 21), (), None),
        (date(2026, 9, 19), (date(2026, 9, 19),), "visit_another_day"),
        (date(2026, 9, 22), (), "visit_another_day"),
    ],
)
def test_somebody_enters_on_a_day_of_the_visit_that_is_free_or_covered(day: date, covered: Any, code: Any) -> None:
    needed = {date(2026, 9, 20)}
    if code is None:
        rules.check_entry(day, **ENTRY, needed=needed, covered=covered)
        return
    with pytest.raises(Refused) as refused:
        rules.check_entry(day, **ENTRY, needed=needed, covered=covered)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("state", "day", "shown"),
    [
        (State.REGISTERED, date(2026, 9, 20), Shown.VALID),
        (State.REGISTERED, date(2026, 9, 19), Shown.NOT_TODAY),
        (State.REGISTERED, date(2026, 9, 22), Shown.OVER),
        (State.CANCELLED, date(2026, 9, 20), Shown.CANCELLED),
        (State.EMERGENCY, date(2026, 9, 20), Shown.EMERGENCY),
    ],
)
def test_a_pass_is_valid_on_the_days_of_a_registered_visit_only(state: State, day: date, shown: Shown) -> None:
    assert rules.shown(state, day, date(2026, 9, 20), date(2026, 9, 21)) is shown


def known(**more: Any) -> Known:
    people = (Person("甲", "应急局"), Person("乙", "应急局"))
    given = {"basis": ROUTINE, "to_cover": (), "exempt": Answer.NO, "repeat": Answer.NO, "repeated": ()}
    return Known(**(given | {"others": (), "people": people, "least": 2} | more))


def refused(found: Known) -> str:
    try:
        rules.check(rules.points(found))
    except Refused as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, ""),
        ({"to_cover": (date(2026, 9, 12),)}, ""),
        ({"exempt": Answer.YES}, "visit_exempt"),
        ({"exempt": Answer.YES, "basis": LEAD}, ""),
        ({"exempt": Answer.UNKNOWN}, ""),
        ({"repeat": Answer.YES, "repeated": ("2026-03-01 某局",)}, "visit_repeated"),
        ({"repeat": Answer.YES, "basis": LEAD}, ""),
        ({"repeat": Answer.UNKNOWN}, ""),
        ({"others": ("2026-09-15 消防大队",)}, ""),
        ({"people": ()}, "visit_inspectors_few"),
        ({"people": (Person("甲", "应急局"),)}, "visit_inspectors_few"),
        ({"people": (Person("甲", "应急局"), Person("乙", "消防"))}, "visit_inspectors_few"),
        ({"people": (Person("甲", "应急局", (Unfit.EXPIRED,)), Person("乙", "应急局"))}, "visit_certificate"),
        ({"people": (Person("甲", "应急局", (Unfit.OUT_OF_SCOPE,)), Person("乙", "应急局"))}, "visit_certificate"),
        ({"people": (Person("甲", "应急局", (Unfit.RECUSED,)), Person("乙", "应急局"))}, "visit_recused"),
    ],
)
def test_what_stops_a_visit(more: Any, code: str) -> None:
    assert refused(known(**more)) == code


def test_a_leader_sees_whatever_is_not_plainly_no() -> None:
    found = rules.points(known(exempt=Answer.UNKNOWN, others=("2026-09-15 消防大队",), to_cover=(date(2026, 9, 12),)))
    assert rules.told(rules.flagged(found)) == ["exempt:unknown", "others:yes"]
    assert [point.name for point in found] == list(Name)


@given(st.sampled_from(list(rules.MOVES)), st.sampled_from(list(State)))
def test_the_table_of_moves_opens_verbs_and_refuses_the_rest(verb: str, state: State) -> None:
    assert (verb in rules.open_verbs(state)) is (state in rules.MOVES[verb])
    if state in rules.MOVES[verb]:
        assert rules.after(state, verb) is rules.MOVES[verb][state]
        return
    with pytest.raises(Refused) as error:
        rules.after(state, verb)
    assert error.value.code == "visit_wrong_state"


def test_nothing_leads_out_of_a_cancelled_visit() -> None:
    assert rules.open_verbs(State.CANCELLED) == frozenset()


def test_an_instant_has_its_civil_day_in_shanghai() -> None:
    assert clock.day(datetime(2026, 9, 20, 16, 0, tzinfo=UTC)) == date(2026, 9, 21)
