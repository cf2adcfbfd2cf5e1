"""A calendar month as a stretch of days, for numbers that are told by the month."""

from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """The days of a month: from `first` on, until `end`, which is the first day of the next one."""

    first: date
    end: date

    @property
    def name(self) -> str:
        """2026-09."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Stretch":
        """The month before."""
        return month_of(self.first - _DAY)


def month_of(on: date) -> Stretch:
    """The month in which a day lies."""
    first = on.replace(day=1)
    return Stretch(first, (first + timedelta(days=31)).replace(day=1))


def month_named(text: str, today: date) -> Stretch:
    """The month that a text names (2026-09), not later than today's; today's where it names none."""
    this = month_of(today)
    try:
        asked = month_of(date.fromisoformat(f"{text}-01"))
    except (ValueError, OverflowError):
        return this
    return min(asked, this)
