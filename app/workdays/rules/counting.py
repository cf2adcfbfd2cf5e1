"""Counting a period in working days: `workday.count` and `workday.unknown` of the rulebook."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused
from app.workdays.rules.calendar import Calendar, DayKind

MOST = 1000
_CIRCLES = ((1, 20, 0x245F), (21, 35, 0x323C), (36, 50, 0x328D))


class DeadlineKind(StrEnum):
    ACCEPTANCE = "acceptance"
    VERIFICATION = "verification"
    RESOLUTION = "resolution"
    PRELIMINARY = "preliminary"
    PUBLICITY = "publicity"
    RECTIFICATION = "rectification"
    RECEIPT = "receipt"
    ANSWER = "answer"
    RETURN_WINDOW = "return_window"
    TAKE_DOWN = "take_down"
    APPEAL = "appeal"


class Standing(StrEnum):
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"


class Day(NamedTuple):
    """One day of a period: counted as the `number`-th working day, or skipped (None) with the reason in `kind`."""

    on: date
    kind: DayKind
    name: str
    number: int | None
    provisional: bool

    @property
    def counted(self) -> bool:
        """Whether the day counts as one of the period's working days."""
        return self.number is not None

    @property
    def mark(self) -> str:
        """The number in a circle, as far as there are circles: ①; empty for a skipped day."""
        if self.number is None:
            return ""
        return next(
            (chr(base + self.number) for first, last, base in _CIRCLES if first <= self.number <= last),
            f"({self.number})",
        )


@dataclass(frozen=True)
class Due:
    """The end of a period: the day at whose 24:00 it ends, and whether a year on the way is not announced."""

    start: date
    on: date
    provisional: bool
    calendar: Calendar

    @property
    def days(self) -> list[Day]:
        """Each day after the first one, counted or skipped, with its name."""
        return explain(self.start, self.on, self.calendar)


def due(start: date, length: int, calendar: Calendar) -> Due:
    """The end of a period of `length` working days that starts on `start`; the first day is not counted.

    Refuses `deadline_length` for fewer than 1 or more than 1000 days, `calendar_out_of_reach` outside 1950–2100.
    """
    if not 1 <= length <= MOST:
        raise Refused("deadline_length", field="length", most=MOST)
    on = calendar.after(start, length)
    first = start + timedelta(days=1)
    provisional = any(year not in calendar.announced for year in range(first.year, on.year + 1))
    return Due(start, on, provisional, calendar)


def explain(start: date, on: date, calendar: Calendar) -> list[Day]:
    """Each day after `start` up to and including `on`: counted with its number, or skipped with its name."""
    days: list[Day] = []
    counted = 0
    for offset in range(1, (on - start).days + 1):
        day = start + timedelta(days=offset)
        works = calendar.is_working(day)
        counted += works
        kind, name = calendar.kind(day), calendar.name(day)
        days.append(Day(day, kind, name, counted if works else None, calendar.is_provisional(day)))
    return days


def standing(due_on: date, done_on: date | None, dropped: bool, today: date, calendar: Calendar) -> Standing:
    """Where a deadline stands. `done_on` is the day on which it ended, done or dropped, None while it runs.

    Due soon is: due today or on the next working day. What ended after its due day stays missed for good.
    """
    if done_on is not None or dropped:
        if done_on is not None and done_on > due_on:
            return Standing.MISSED
        return Standing.DROPPED if dropped else Standing.MET
    if today > due_on:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due_on <= calendar.after(today, 1) else Standing.ON_TRACK


def days_left(due_on: date, today: date, calendar: Calendar) -> int:
    """Working days from tomorrow to the due day; 0 on the day itself, negative by the working days since."""
    if today > due_on:
        return -calendar.between(due_on, today)
    return calendar.between(today, due_on)
