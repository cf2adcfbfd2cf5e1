"""What a check finds: a fact with the numbers that make it recomputable, and the pages that bear it out."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from app.kernel import clock

Plain = str | int


class Link(NamedTuple):
    """A page that exists: its endpoint and what its address holds."""

    endpoint: str
    args: Mapping[str, Plain]


def link(endpoint: str, **args: Plain) -> Link:
    """A page as evidence: `link("visits.show", number="JC-…")`."""
    return Link(endpoint, args)


class Fact(NamedTuple):
    """Something that breaks a rule. `check` and `subject` together are its identity, however often it is found.

    `figures` are numbers, days and instants by the name that `audit.figure.<name>` words.
    """

    check: str
    subject: str
    happened_on: date
    department_id: int | None = None
    enterprise_id: int | None = None
    evidence: tuple[Link, ...] = ()
    figures: Mapping[str, Plain] = {}

    @property
    def key(self) -> tuple[str, str]:
        """The identity of the fact."""
        return self.check, self.subject


def instant(at: datetime) -> str:
    """An instant as a figure: by the clock of Shanghai, to the second."""
    return clock.local(at).strftime("%Y-%m-%d %H:%M:%S")


def figures(**values: Any) -> dict[str, Plain]:
    """Figures as they are kept; what is None is left out."""
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Plain:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, int) else str(value)
