"""Whether a closed day bears an act out: its instant is the service's own word, its place in a checkpoint is not.

An act that claims a day which was closed without it counts as done on the day of the checkpoint that does show it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    PROVED = "proved"
    OPEN = "open"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Proved:
    """`on` is the day that the act counts as done on, None where no checkpoint shows an act that had to be shown.

    `shown` is the day whose checkpoint shows it first, None where none does yet.
    """

    proof: Proof
    on: date | None
    shown: date | None


def proved(index: int, claimed: date, closings: Sequence[tuple[date, int]]) -> Proved:
    """Hold the entry `index` that claims a day against the closed days and their sizes, in the order of days.

    A checkpoint made after midnight may show acts of the new day already: they are proved before their day is closed.
    """
    days, sizes = [day for day, _size in closings], [size for _day, size in closings]
    first = bisect_left(sizes, index + 1)
    shown = days[first] if first < len(days) else None
    closed = bisect_left(days, claimed)
    if shown is not None and first <= closed:
        return Proved(Proof.PROVED, claimed, shown)
    if closed == len(days):
        return Proved(Proof.OPEN, claimed, None)
    return Proved(Proof.CONTRADICTED, shown, shown)
