"""Days free of quiet days, visits spread evenly, what that asks of inspectors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.plans import rules
from app.plans.rules import capacity
from app.workdays import rules as workdays
from tests.plans.sketch import cells, task


def calendar(*years: int) -> workdays.Calendar:
    days = [
        workdays.Special(on, workdays.DayKind(kind), name) for year in years for on, kind, name in workdays.notice(year)
    ]
    return workdays.Calendar(days, years)


@pytest.mark.parametrize(("year", "count"), [(2023, 51), (2026, 53)])
def test_the_days_free_of_quiet_days_until_the_middle_of_november(year: int, count: int) -> None:
    days = capacity.free_days(date(year, 3, 31), date(year, 11, 15), calendar(year), (1, 20))
    assert len(days) == count
    assert all(day.day > 20 for day in days)


@given(st.integers(0, 5000), st.lists(st.integers(0, 12), max_size=12))
def test_spread_visits_add_up_and_lean_nowhere(visits: int, places: list[int]) -> None:
    found = capacity.spread(visits, places)
    assert len(found) == len(places)
    assert sum(found) == (visits if sum(places) else 0)
    for size, part in zip(places, found, strict=True):
        assert sum(places) == 0 or abs(part - visits * size / sum(places)) < 1


def test_a_task_is_spread_over_its_own_months_by_their_free_days() -> None:
    days = capacity.free_days(date(2026, 1, 31), date(2026, 11, 15), calendar(2026), (1, 20))
    free = [sum(day.month == month for day in days) for month in (2, 3, 4)]
    assert free == [5, 7, 8]
    assert capacity.schedule(task(from_month=2, until_month=4), 20, days) == {2: 5, 3: 7, 4: 8}
    assert capacity.schedule(task(from_month=2, until_month=4, schedule={3: 10}), 10, days) == {2: 0, 3: 10, 4: 0}


def test_a_month_is_spread_over_its_weeks() -> None:
    days = [date(2026, 9, day) for day in (21, 22, 23, 24, 28, 29)]
    assert capacity.weeks(6, days) == [(date(2026, 9, 21), 4, 4), (date(2026, 9, 28), 2, 2)]


def test_the_load_counts_every_inspector_of_every_department() -> None:
    days = [date(2026, 9, day) for day in (21, 22)]
    tasks = [task("T1", "D1", "D2", inspectors=3, from_month=9, until_month=9), task("T2", "D1", from_month=9)]
    tasks[1] = tasks[1]._replace(until_month=9)
    count = rules.count(tasks, rules.grouped(cells(B=100), tasks))
    (month,) = capacity.months(tasks, count, days)
    assert (month.number, month.days, month.visits) == (9, 2, 10)
    assert dict(month.load) == {"D1": 15 + 10, "D2": 15}
    needs = capacity.needs([month], {"D1": 4, "D2": 40}, len(days), 2)
    assert [(need.department, need.load, need.room, need.fits) for need in needs] == [
        ("D1", 25, 16, False),
        ("D2", 15, 160, True),
    ]


def test_visits_before_the_year_has_a_free_day_are_in_no_month() -> None:
    assert capacity.months([], rules.count([], {}), []) == []
    assert capacity.schedule(task(from_month=3, until_month=4), 5, []) == {3: 0, 4: 0}


@pytest.mark.parametrize(
    ("visits", "code"), [({1: 5}, "plan_schedule_months"), ({3: 4}, "plan_schedule_sum"), ({3: 2, 4: 3}, "")]
)
def test_months_set_by_hand_lie_within_the_task_and_add_up(visits: dict[int, int], code: str) -> None:
    one = task(schedule=visits)
    if not code:
        rules.check_schedule(one, 5)
        return
    with pytest.raises(Refused) as caught:
        rules.check_schedule(one, 5)
    assert caught.value.code == code
