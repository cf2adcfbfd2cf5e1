"""Shares without floats: how many a share of something is, and whether a part reaches one."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from app.plans.rules.terms import WHOLE_RATE

Number = int | Fraction


def most(whole: int, share: Decimal) -> int:
    """How many a share (in percent) of `whole` is, rounded down: 5 % of 170 is 8, of 19 is 0."""
    return int(whole * Fraction(share) / 100)


def reaches(part: Number, whole: int, share: Decimal) -> bool:
    """Whether a part is at least a share (in percent): 1 of 5 is 20 %, 19 of 96 is not. Of nothing it always is."""
    return part * 100 >= Fraction(share) * whole


def of_rate(frame: int, rate: int) -> int:
    """How many a rate in hundredths of a percent takes of a frame, rounded down."""
    return frame * rate // WHOLE_RATE


def quotas(frames: Mapping[str, int], rates: Mapping[str, int]) -> int:
    """How many a task takes of all strata, each rounded down by itself."""
    return sum(of_rate(size, rates[stratum]) for stratum, size in frames.items())


def rounded(part: Number, whole: int, up: bool = False) -> Decimal | None:
    """A share in percent with two decimals, to be shown beside its two numbers; None of nothing. Cut off, not rounded
    to the nearest, so that what does not reach a bound is never shown as if it did; `up` the other way, for a cap.
    """
    if not whole:
        return None
    exact = Fraction(part) * 10_000 / whole
    return Decimal(-(-exact // 1) if up else exact // 1) / 100


def ceiling(part: Number) -> int:
    """An expected number as whole enterprises, rounded up."""
    return -int(-Fraction(part) // 1)
