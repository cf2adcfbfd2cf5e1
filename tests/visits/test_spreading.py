"""Days for drawn visits: in the months of their tasks, evenly, never on a quiet day, within the inspectors' room."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.visits.rules import Ask, Placed, Room, place

YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
FREE = [day for day in YEAR if day.day > 20 and day.weekday() < 5 and date(2026, 4, 1) <= day <= date(2026, 11, 15)]
AFTER = [day for day in YEAR if day.day > 20 and day.weekday() < 5 and day > date(2026, 11, 15)]


def room(**more: Any) -> Room:
    planned = {"T-1": {9: 2, 10: 2}, "T-2": {4: 1, 5: 1, 6: 1}}
    given = {"planned": planned, "days": FREE, "after": AFTER, "most": 2, "fit": lambda _one, _day: True}
    return Room(**(given | more))


def asks(count: int, *tasks: str, people: int = 1000) -> list[Ask]:
    """So many visits; each is made by the next two of so many people."""
    return [Ask(f"F{n}", tasks or ("T-1",), (f"P{2 * n % people}", f"P{(2 * n + 1) % people}")) for n in range(count)]


@given(st.integers(1, 60), st.integers(2, 40))
def test_every_visit_has_a_free_day_of_its_months_and_nobody_has_too_many(count: int, people: int) -> None:
    found = place(asks(count, people=people), room(), Counter())
    assert len(found) == count
    own = [day for day in FREE if day.month in {9, 10}]
    assert {one.on for one in found.values()} <= {*FREE}
    busy = Counter((person, found[ask.key].on) for ask in asks(count, people=people) for person in ask.people)
    if not any(one.crowded for one in found.values()):
        assert max(busy.values()) <= 2
    if count * 2 <= people * len(own):
        assert {one.on for one in found.values()} <= {*own}


def test_visits_are_spread_evenly_over_months_and_days() -> None:
    found = place(asks(32), room(), Counter())
    months = Counter(one.on.month for one in found.values())
    assert months == {9: 16, 10: 16}
    days = Counter(one.on for one in found.values())
    assert max(days.values()) - min(days[day] for day in FREE if day.month in {9, 10}) <= 1


def test_the_months_are_as_full_as_the_plan_has_them() -> None:
    found = place(asks(8), room(planned={"T-1": {9: 1, 10: 3}}), Counter())
    assert Counter(one.on.month for one in found.values()) == {9: 2, 10: 6}


def test_a_visit_for_several_tasks_goes_into_the_months_that_all_have() -> None:
    planned = {"T-1": {8: 1, 9: 1}, "T-2": {9: 1, 10: 1, 11: 1}}
    found = place(asks(6, "T-1", "T-2"), room(planned=planned), Counter())
    assert {one.on.month for one in found.values()} == {9}


def test_tasks_without_a_common_month_go_by_the_one_with_fewer_months() -> None:
    found = place(asks(4, "T-1", "T-2"), room(), Counter())
    assert {one.on.month for one in found.values()} == {9, 10}


def test_months_that_are_over_are_made_up_for_on_the_next_free_days() -> None:
    late = [day for day in FREE if day.month >= 8]
    found = place(asks(3, "T-2"), room(days=late), Counter())
    assert {one.on.month for one in found.values()} == {8}
    assert not any(one.crowded for one in found.values())


def test_after_the_last_day_visits_come_later_in_the_year_and_then_nowhere() -> None:
    found = place(asks(2), room(days=[]), Counter())
    assert {one.on.month for one in found.values()} == {11}
    assert place(asks(2), room(days=[], after=[]), Counter()) == {}


def test_who_is_busy_or_may_not_be_sent_is_sent_on_another_day() -> None:
    first = FREE[0].replace(month=9, day=21)
    busy = Counter({("P0", day): 2 for day in FREE if day.month == 9 and day != first})
    (only,) = place(asks(1), room(planned={"T-1": {9: 1}}), busy).values()
    assert only == Placed(first)
    (only,) = place(asks(1), room(fit=lambda _one, day: day.month == 10), Counter()).values()
    assert only.on.month == 10


def test_where_nobody_has_room_the_least_busy_day_is_taken_and_said_to_be_crowded() -> None:
    days = FREE[:3]
    busy = Counter({("P0", days[0]): 4, ("P0", days[1]): 2, ("P0", days[2]): 3})
    (only,) = place(asks(1), room(days=days, after=[]), busy).values()
    assert only == Placed(days[1], crowded=True)
