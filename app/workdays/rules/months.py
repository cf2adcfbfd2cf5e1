"""A year laid out in months and weeks, Monday first."""

from calendar import Calendar as Layout
from datetime import date
from typing import NamedTuple

from app.workdays.rules.calendar import Calendar, DayKind, days_of

_LAYOUT = Layout()
Week = list["Cell | None"]


class Cell(NamedTuple):
    """One day of a month."""

    on: date
    kind: DayKind
    name: str


class Month(NamedTuple):
    """A month: its weeks of seven, None where another month's day stands, and how many of its days are worked."""

    number: int
    weeks: list[Week]
    working: int


class Holiday(NamedTuple):
    """A holiday: its unbroken runs of days off, each as first and last day, and the weekend days worked for it."""

    name: str
    off: list[tuple[date, date]]
    makeup: list[date]


def months(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of a year."""
    return [_month(year, number, calendar) for number in range(1, 13)]


def _month(year: int, number: int, calendar: Calendar) -> Month:
    weeks = [
        [_cell(day, calendar) if day.month == number else None for day in week]
        for week in _LAYOUT.monthdatescalendar(year, number)
    ]
    working = sum(cell is not None and calendar.is_working(cell.on) for week in weeks for cell in week)
    return Month(number, weeks, working)


def _cell(day: date, calendar: Calendar) -> Cell:
    return Cell(day, calendar.kind(day), calendar.name(day))


def holidays(year: int, calendar: Calendar) -> list[Holiday]:
    """The holidays of a year in their order: the runs of days off and the weekend days worked for each."""
    found: dict[str, Holiday] = {}
    for day in days_of(year):
        if name := calendar.name(day):
            _add(found.setdefault(name, Holiday(name, [], [])), day, calendar.kind(day))
    return sorted(found.values(), key=_begins)


def _add(holiday: Holiday, day: date, kind: DayKind) -> None:
    if kind is DayKind.MAKEUP:
        holiday.makeup.append(day)
    elif holiday.off and (day - holiday.off[-1][1]).days == 1:
        holiday.off[-1] = (holiday.off[-1][0], day)
    else:
        holiday.off.append((day, day))


def _begins(holiday: Holiday) -> date:
    return holiday.off[0][0] if holiday.off else holiday.makeup[0]
