"""The work calendar: weekends, the holidays of the State Council's notices, and their make-up working days (调休)."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused
from app.workdays.rules.library import statutory

FIRST_YEAR = 1950
LAST_YEAR = 2100
MEASURES_YEAR = 2023
_SATURDAY = 5


class DayKind(StrEnum):
    WORKING = "working"
    MAKEUP = "makeup"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"


class Special(NamedTuple):
    """A day that a notice names: a holiday, or a weekend day that is worked."""

    on: date
    kind: DayKind
    name: str


class Calendar:
    """Which days are worked. Immutable; the working days of a year are listed when the year is first asked for.

    `announced` are the years whose notice is loaded. In any other year weekends and the statutory holidays are assumed,
    and every answer that rests on it is provisional (`workday.unknown`).
    """

    def __init__(self, special: Iterable[Special] = (), announced: Iterable[int] = (), version: int | None = None):
        self.special = {day.on: day for day in special}
        self.announced = frozenset(announced)
        self.version = version
        self._assumed: dict[int, dict[date, str]] = {}
        self._working: dict[int, list[int]] = {}

    def kind(self, day: date) -> DayKind:
        """What sort of day it is. A day that a notice names is what the notice says, whatever the weekday."""
        named = self.special.get(day)
        if named:
            return named.kind
        if day.year not in self.announced and day in self._statutory(day.year):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKING

    def name(self, day: date) -> str:
        """The name of the holiday or of the holiday that a make-up day pays for; empty for any other day."""
        named = self.special.get(day)
        if named:
            return named.name
        return "" if day.year in self.announced else self._statutory(day.year).get(day, "")

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        return self.kind(day) in {DayKind.WORKING, DayKind.MAKEUP}

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for the day's year is not loaded."""
        return day.year not in self.announced

    def after(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself is not counted."""
        year, index = start.year, self._rank(start) + count - 1
        while index >= len(self._listed(year)):
            index -= len(self._listed(year))
            year += 1
        return date.fromordinal(self._listed(year)[index])

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; `end` is not before `start`."""
        whole = sum(len(self._listed(year)) for year in range(start.year, end.year))
        return whole + self._rank(end) - self._rank(start)

    def _rank(self, day: date) -> int:
        return bisect_right(self._listed(day.year), day.toordinal())

    def _listed(self, year: int) -> list[int]:
        if year not in self._working:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise Refused("calendar_out_of_reach", first=FIRST_YEAR, last=LAST_YEAR)
            self._working[year] = [day.toordinal() for day in days_of(year) if self.is_working(day)]
        return self._working[year]

    def _statutory(self, year: int) -> dict[date, str]:
        if year not in self._assumed:
            self._assumed[year] = statutory(year)
        return self._assumed[year]


def merged(notices: Mapping[int, Iterable[Special]], version: int) -> Calendar:
    """The calendar of these years' notices. A notice may name days of the December before: the later year wins."""
    days = {day.on: day for year in sorted(notices) for day in notices[year]}
    return Calendar(days.values(), notices, version)


def days_of(year: int) -> list[date]:
    """Every day of the year, in order."""
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
