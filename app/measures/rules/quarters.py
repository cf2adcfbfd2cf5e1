"""Quarters, and the civil day by which progress is reported: the middle of the last month (`report.progress_by`)."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from app.kernel.errors import Refused

_QUARTER = re.compile(r"^(20[0-9]{2})-?[Qq]?([1-4])$")


class Quarter(NamedTuple):
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def last_month(self) -> int:
        """Its last month."""
        return self.number * 3

    @property
    def reported_from(self) -> date:
        """The first day of its last month: the rulebook of this day says by when progress is reported."""
        return date(self.year, self.last_month, 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def quarter_of(on: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(on.year, (on.month + 2) // 3)


def parse_quarter(text: str) -> Quarter:
    """A quarter written 2026-3 or 2026Q3. Refuses another shape."""
    match = _QUARTER.match(text.strip())
    if not match:
        raise Refused("measure_quarter_malformed", field="quarter")
    return Quarter(int(match[1]), int(match[2]))


def due_on(quarter: Quarter, day_of_month: int) -> date:
    """The last day on which a report of the quarter is in time; a month that is shorter ends it."""
    last = monthrange(quarter.year, quarter.last_month)[1]
    return date(quarter.year, quarter.last_month, min(day_of_month, last))
