"""What a report says, frozen: every figure with its parts, the definitions that made it, the instant, the ledger."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from app.reports.rules import counting, figures
from app.reports.rules.counting import Value
from app.reports.rules.figures import Better, Figure
from app.reports.rules.periods import Period, parse


class Line(NamedTuple):
    """A figure in a report.

    `before` is the period before as it is counted today, `issued` as its report told it (None: there was none). `units`
    and `units_before` are the same by the unit's code. What is None of `now` and `before` is not to be told: too few.
    """

    figure: Figure
    now: Value | None
    before: Value | None
    issued: Value | None
    units: Mapping[str, Value]
    units_before: Mapping[str, Value]

    @property
    def corrected(self) -> bool:
        """Whether the period before is another today than its report told."""
        return self.issued is not None and self.issued != self.before


class Snapshot(NamedTuple):
    """A report's content. `size` is the number of entries in the ledger when it was counted.

    `units` are the names of the units by code, `slow_below` (percent, as the rulebook writes it) and `slow_least` the
    numbers by which units are named, `follows` the number of the report of the period before.
    """

    period: Period
    at: datetime
    size: int
    version: int
    digest: str
    lines: tuple[Line, ...]
    units: Mapping[str, str]
    slow_below: str
    slow_least: int
    follows: str

    def line(self, code: str) -> Line | None:
        """The line of a figure, None where the report has none."""
        return next((one for one in self.lines if one.figure.code == code), None)

    @property
    def composite(self) -> Mapping[str, Value]:
        """The units' shares of clocks met."""
        found = self.line(figures.COMPOSITE)
        return found.units if found else {}

    @property
    def ranked(self) -> list[tuple[int, str]]:
        """The units with their ranks by that share."""
        return counting.ranks(self.composite, Better.MORE)

    @property
    def slow(self) -> list[str]:
        """The units that are named as slow, the worst first."""
        return counting.slow(self.composite, below=Fraction(self.slow_below) / 100, least=self.slow_least)


def kept(told: Snapshot) -> dict[str, Any]:
    """The content as it is stored; `restored` reads it again."""
    return {
        "period": told.period.key,
        "at": told.at.isoformat(),
        "size": told.size,
        "version": told.version,
        "digest": told.digest,
        "lines": [_kept(one) for one in told.lines],
        "units": dict(told.units),
        "slow_below": told.slow_below,
        "slow_least": told.slow_least,
        "follows": told.follows,
    }


def _kept(one: Line) -> dict[str, Any]:
    return {
        "figure": figures.kept(one.figure),
        "now": _parts(one.now),
        "before": _parts(one.before),
        "issued": _parts(one.issued) or None,
        "units": {code: _parts(found) for code, found in one.units.items()},
        "units_before": {code: _parts(found) for code, found in one.units_before.items()},
    }


def _parts(found: Value | None) -> list[int | None]:
    """Reports keep exact values."""
    return [found.numerator, found.denominator] if found else []


def restored(stored: Mapping[str, Any]) -> Snapshot:
    """What `kept` made."""
    return Snapshot(
        period=parse(stored["period"]),
        at=datetime.fromisoformat(stored["at"]),
        size=stored["size"],
        version=stored["version"],
        digest=stored["digest"],
        lines=tuple(_restored(one) for one in stored["lines"]),
        units=stored["units"],
        slow_below=stored["slow_below"],
        slow_least=stored["slow_least"],
        follows=stored["follows"],
    )


def _restored(one: Mapping[str, Any]) -> Line:
    return Line(
        figures.figure(one["figure"]),
        Value(*one["now"]),
        Value(*one["before"]),
        Value(*one["issued"]) if one["issued"] else None,
        {code: Value(*found) for code, found in one["units"].items()},
        {code: Value(*found) for code, found in one["units_before"].items()},
    )
