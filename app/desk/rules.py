"""The desk without a computer: which lines of work it shows, when a clock runs out, which dates lie ahead."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_DAY = timedelta(days=1)


class Line(StrEnum):
    """A line of work whose clocks the desk shows."""

    COMPLAINT = "complaint"
    ARREARS = "arrears"
    SUPERVISION = "supervision"
    PENALTY = "penalty"
    RESULT = "result"
    FOLLOW_UP = "follow_up"
    QUIET_DAY = "quiet_day"
    AUDIT = "audit"


class Own(StrEnum):
    """What runs out besides the stored deadlines: a result to record, a fault to put right, a request to decide."""

    RECORD = "record"
    PUT_RIGHT = "put_right"
    DECIDE = "decide"


OF_LEADERS = frozenset({Line.QUIET_DAY})


class When(StrEnum):
    """When a clock runs out, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT = "next"
    WEEK = "week"


class Span(NamedTuple):
    """From a day to another, both included."""

    since: date
    until: date


def spans(today: date, soon: date) -> dict[When, Span]:
    """The days of each column: before today, today, up to the next working day (`soon`), the rest of seven days."""
    week = max(soon, today + 7 * _DAY)
    return {
        When.OVERDUE: Span(date.min, today - _DAY),
        When.TODAY: Span(today, today),
        When.NEXT: Span(today + _DAY, soon),
        When.WEEK: Span(soon + _DAY, week),
    }


def when(due_on: date, columns: dict[When, Span]) -> When | None:
    """The column in which a day lies; None for a later one."""
    return next((name for name, span in columns.items() if span.since <= due_on <= span.until), None)


def next_month_day(month_day: str, today: date) -> date:
    """The next time that a day of the year (03-31) comes, today included."""
    month, day = (int(part) for part in month_day.split("-"))
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def next_report(day: int, today: date) -> date:
    """The next time that this day of a quarter's last month comes, today included."""
    found = (date(year, month, day) for year in (today.year, today.year + 1) for month in (3, 6, 9, 12))
    return next(one for one in found if one >= today)
