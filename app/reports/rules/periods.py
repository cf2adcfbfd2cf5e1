"""The four kinds of report and their periods: 月调度, 季点评, 半年测评, 年总结 (measures, annex 3, III)."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Missing, Refused


class Kind(StrEnum):
    """How often: each month is dispatched, each quarter reviewed, each half-year evaluated, each year summed up."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEAR = "half_year"
    ANNUAL = "annual"


MONTHS = {Kind.MONTHLY: 1, Kind.QUARTERLY: 3, Kind.HALF_YEAR: 6, Kind.ANNUAL: 12}
FIRST_YEAR, LAST_YEAR = 2000, 2999
_KEY = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?")
_MARKS = {Kind.QUARTERLY: "Q", Kind.HALF_YEAR: "H"}


class Period(NamedTuple):
    """A period of a kind, both days included. `key` writes it: 2026-08, 2026-Q3, 2026-H2, 2026."""

    kind: Kind
    first: date
    last: date

    @property
    def number(self) -> int:
        """Which one of its year it is, from 1."""
        return (self.first.month - 1) // MONTHS[self.kind] + 1

    @property
    def key(self) -> str:
        """How an address writes it."""
        year = f"{self.first.year:04d}"
        if self.kind is Kind.ANNUAL:
            return year
        return f"{year}-{self.number:02d}" if self.kind is Kind.MONTHLY else f"{year}-{_MARKS[self.kind]}{self.number}"

    @property
    def before(self) -> "Period":
        """The period before it."""
        return containing(self.kind, self.first - timedelta(days=1))

    @property
    def after(self) -> "Period":
        """The period after it."""
        return containing(self.kind, self.last + timedelta(days=1))


def containing(kind: Kind, day: date) -> Period:
    """The period of this kind in which a day lies."""
    length = MONTHS[kind]
    return _from(kind, day.year, (day.month - 1) // length + 1)


def _from(kind: Kind, year: int, number: int) -> Period:
    length = MONTHS[kind]
    first = date(year, (number - 1) * length + 1, 1)
    following = date(year + (number * length == 12), number * length % 12 + 1, 1)
    return Period(kind, first, following - timedelta(days=1))


def parse(key: str) -> Period:
    """The period that a key means. Raises `Missing` for anything else."""
    found = _KEY.fullmatch(key)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Missing("report_period_unknown")
    year, part = int(found[1]), found[2] or ""
    if not part:
        return _from(Kind.ANNUAL, year, 1)
    kinds = {"Q": Kind.QUARTERLY, "H": Kind.HALF_YEAR}
    kind = kinds.get(part[0], Kind.MONTHLY)
    return _from(kind, year, int(part.lstrip("QH")))


def lately(kind: Kind, today: date, count: int) -> list[Period]:
    """The last periods of a kind that are over, the latest first."""
    found = [containing(kind, today).before]
    while len(found) < count:
        found.append(found[-1].before)
    return found


def check_over(period: Period, today: date) -> None:
    """A report is issued of a period that is over. Refuses `report_period_open`."""
    if today <= period.last:
        raise Refused("report_period_open", last=period.last.isoformat())
