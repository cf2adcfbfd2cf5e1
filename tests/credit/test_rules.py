"""How long a published penalty stands, when it can be repaired, and when the enterprise is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.credit import rules
from app.credit.rules import Reminder, Span, Stand

SPAN = Span(date(2026, 9, 10), date(2029, 3, 10))
DAYS = st.dates(date(1980, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 3, 10), 6, date(2026, 9, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(day: date, months: int, found: date) -> None:
    assert rules.months_after(day, months) == found


@given(DAYS, st.integers(0, 120))
def test_so_many_months_later_lies_in_that_month(day: date, months: int) -> None:
    found = rules.months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


def test_what_follows_from_the_day_of_publication() -> None:
    assert rules.span(date(2026, 3, 10), years=3, months=6) == SPAN


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 3, 10), Stand.SHOWN),
        (date(2026, 9, 9), Stand.SHOWN),
        (date(2026, 9, 10), Stand.REPAIRABLE),
        (date(2029, 3, 9), Stand.REPAIRABLE),
        (date(2029, 3, 10), Stand.OVER),
    ],
)
def test_how_it_stands_on_a_day(today: date, found: Stand) -> None:
    assert rules.stand(SPAN, today) is found


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 9, 9), []),
        (date(2026, 9, 10), [Reminder.REPAIRABLE]),
        (date(2029, 2, 7), [Reminder.REPAIRABLE]),
        (date(2029, 2, 8), [Reminder.REPAIRABLE, Reminder.ENDING]),
        (date(2029, 3, 9), [Reminder.REPAIRABLE, Reminder.ENDING]),
        (date(2029, 3, 10), []),
    ],
)
def test_of_what_one_is_to_have_been_reminded(today: date, found: list[Reminder]) -> None:
    assert rules.due(SPAN, today, days=30) == found
