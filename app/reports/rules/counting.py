"""From cases to values: exact, one rule of rounding, ranks with ties, and who is slow."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from app.reports.rules.figures import Better, Figure, Measure


class Row(NamedTuple):
    """A case that a figure counts: on which day, of which unit (by key), by which number (empty: not to be listed).

    `part`: of a share, whether it is in the numerator. `amount` is 1, or an amount of money in cents.
    """

    on: date
    unit: int | None
    ref: str
    part: bool = True
    amount: int = 1


class Value(NamedTuple):
    """A figure's numerator and denominator; None where it is no share.

    `most`: the numerator is told as a span, of which `numerator` is the least; None where it is told exactly.
    """

    numerator: int
    denominator: int | None = None
    most: int | None = None

    @property
    def share(self) -> Fraction | None:
        """The exact share; None where there is nothing to divide by, or only a span is told."""
        return None if self.most is not None else self.floor

    @property
    def floor(self) -> Fraction | None:
        """The share that it is at least."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def ceiling(self) -> Fraction | None:
        """The share that it is at most, where only a span is told."""
        return Fraction(self.most, self.denominator) if self.most is not None and self.denominator else None

    @property
    def weight(self) -> int:
        """How many cases it comes from."""
        return self.numerator if self.denominator is None else self.denominator


def value(one: Figure, rows: Iterable[Row]) -> Value:
    """The value of these cases."""
    found = list(rows)
    if one.measure is Measure.SHARE:
        return Value(sum(row.part for row in found), len(found))
    return Value(sum(row.amount for row in found))


def by_unit(one: Figure, rows: Iterable[Row]) -> dict[int, Value]:
    """The value of each unit that has a case."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        if row.unit is not None:
            groups.setdefault(row.unit, []).append(row)
    return {unit: value(one, own) for unit, own in groups.items()}


def tenths(share: Fraction) -> int:
    """A share in tenths of a percent, rounded towards zero: 100 % is told only where it is.

    The one rule of rounding; ranks, changes and who is slow are found from exact shares.
    """
    return int(share * 1000)


def ranks(values: Mapping[str, Value], better: Better) -> list[tuple[int, str]]:
    """Units with their ranks, the best first: equal shares have equal ranks, the next one counts on (1, 2, 2, 4)."""
    known = {unit: found.share for unit, found in values.items() if found.share is not None}
    sign = -1 if better is Better.MORE else 1
    order = sorted(known, key=lambda unit: (sign * (known[unit] or 0), unit))
    ranked: list[tuple[int, str]] = []
    for place, unit in enumerate(order, 1):
        same = ranked and known[ranked[-1][1]] == known[unit]
        ranked.append((ranked[-1][0] if same else place, unit))
    return ranked


def slow(values: Mapping[str, Value], *, below: Fraction, least: int) -> list[str]:
    """The units that are named: of at least `least` clocks a share below `below` was met; the worst first."""
    named = [
        unit
        for unit, found in values.items()
        if (found.denominator or 0) >= least and found.share is not None and found.share < below
    ]
    return sorted(named, key=lambda unit: (values[unit].share or 0, unit))
