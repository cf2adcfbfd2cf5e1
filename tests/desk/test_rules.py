"""The desk's rules: the columns of the wall, and the dates that lie ahead."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk import rules
from app.desk.rules import When
from app.workdays.rules import month_named, month_of

FRIDAY = date(2026, 9, 11)
MONDAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("due_on", "found"),
    [
        (date(2020, 1, 1), When.OVERDUE),
        (date(2026, 9, 10), When.OVERDUE),
        (FRIDAY, When.TODAY),
        (date(2026, 9, 12), When.NEXT),
        (MONDAY, When.NEXT),
        (date(2026, 9, 15), When.WEEK),
        (date(2026, 9, 18), When.WEEK),
        (date(2026, 9, 19), None),
    ],
)
def test_a_clock_lies_in_the_column_of_its_day(due_on: date, found: When | None) -> None:
    assert rules.when(due_on, rules.spans(FRIDAY, MONDAY)) is found


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12))
def test_the_columns_follow_each_other_without_gap_or_overlap(today: date, away: int) -> None:
    spans = list(rules.spans(today, today + timedelta(days=away)).values())
    for earlier, later in pairwise(spans):
        assert later.since == earlier.until + timedelta(days=1)
    assert spans[-1].until >= today + timedelta(days=min(7, away))


def test_over_a_long_holiday_the_week_column_is_empty_and_the_next_working_day_keeps_its_own() -> None:
    spans = rules.spans(date(2026, 9, 30), date(2026, 10, 8))
    assert rules.when(date(2026, 10, 8), spans) is When.NEXT
    assert spans[When.WEEK].since > spans[When.WEEK].until


@pytest.mark.parametrize(
    ("today", "report", "plan"),
    [
        (date(2026, 3, 15), date(2026, 3, 15), date(2026, 3, 31)),
        (date(2026, 3, 16), date(2026, 6, 15), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 15), date(2027, 3, 31)),
        (date(2026, 12, 16), date(2027, 3, 15), date(2027, 3, 31)),
    ],
)
def test_the_next_date_of_a_rule_is_today_or_later(today: date, report: date, plan: date) -> None:
    assert rules.next_report(15, today) == report
    assert rules.next_month_day("03-31", today) == plan


def test_a_month_begins_and_ends_and_the_one_before_touches_it() -> None:
    this = month_of(date(2026, 1, 31))
    assert (this.first, this.end, this.name) == (date(2026, 1, 1), date(2026, 2, 1), "2026-01")
    assert (this.before.name, this.before.end) == ("2025-12", this.first)


@pytest.mark.parametrize(
    ("text", "name"),
    [("2026-08", "2026-08"), ("2026-09", "2026-09"), ("2027-01", "2026-09"), ("", "2026-09"), ("08", "2026-09")],
)
def test_an_address_names_a_month_that_has_begun_or_means_this_one(text: str, name: str) -> None:
    assert month_named(text, FRIDAY).name == name
