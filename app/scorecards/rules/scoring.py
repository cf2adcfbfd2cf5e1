"""How points are counted: exact fractions, no rounding, each part a sum over cases.

A criterion that shares out points gives its weight times what its cases won of what they could win. Without a case it
does not count, and the others are scaled: the shares together give at most 100. A criterion that deducts takes its
weight for each case. Nobody falls below nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from app.kernel.errors import Refused

HUNDRED = 100
_WEIGHT = re.compile(r"^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?$")


class Criterion(StrEnum):
    """What is scored: the key tasks (the 1); complaints, ratings and the survey; and what is deducted."""

    REPORTED = "reported"
    ON_PLAN = "on_plan"
    VERIFIED = "verified"
    RESOLVED = "resolved"
    RATED = "rated"
    SURVEYED = "surveyed"
    YELLOW = "yellow"
    RED = "red"
    CIRCULARS = "circulars"
    FINDINGS = "findings"


DEDUCTING = frozenset({Criterion.YELLOW, Criterion.RED, Criterion.CIRCULARS, Criterion.FINDINGS})


class Case(NamedTuple):
    """A case that gave or took points: what it won of what it could win; for a deduction one of one."""

    ref: str
    won: int
    of: int


class Line(NamedTuple):
    """One criterion of a department: its weight, its cases, and its points; None where it has no case."""

    criterion: Criterion
    weight: Decimal
    cases: Sequence[Case]
    points: Fraction | None


class Total(NamedTuple):
    """A department's lines, and the score: None where nothing could be scored."""

    lines: Sequence[Line]
    score: Fraction | None


def read_weight(text: str) -> Decimal:
    """A weight from 0 to 100 with at most two places. Refuses another shape."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _WEIGHT.match(plain) or Decimal(plain) > HUNDRED:
        raise Refused("scorecard_weight_malformed")
    return Decimal(plain)


def check_weights(weights: Mapping[Criterion, Decimal]) -> None:
    """The weights that share out points add up to 100 exactly."""
    shared = sum((weights[one] for one in Criterion if one not in DEDUCTING), Decimal(0))
    if shared != HUNDRED:
        raise Refused("scorecard_weights_sum", sum=shared)


def total(
    weights: Mapping[Criterion, Decimal],
    cases: Mapping[Criterion, Sequence[Case]],
    struck: Collection[tuple[Criterion, str]] = (),
) -> Total:
    """The score of a department; `struck` cases no longer count: an appeal about them was granted."""
    lines = [_line(one, weights[one], _left(one, cases.get(one, ()), struck)) for one in Criterion]
    shared = [
        (line.weight, line.points) for line in lines if line.criterion not in DEDUCTING and line.points is not None
    ]
    whole = sum((Fraction(weight) for weight, _points in shared), Fraction(0))
    if not whole:
        return Total(lines, None)
    won = sum((points for _weight, points in shared), Fraction(0))
    taken = sum((line.points or Fraction(0) for line in lines if line.criterion in DEDUCTING), Fraction(0))
    return Total(lines, max(HUNDRED * won / whole + taken, Fraction(0)))


def _left(one: Criterion, cases: Sequence[Case], struck: Collection[tuple[Criterion, str]]) -> list[Case]:
    return [case for case in cases if (one, case.ref) not in struck]


def _line(one: Criterion, weight: Decimal, cases: Sequence[Case]) -> Line:
    won, of = sum(case.won for case in cases), sum(case.of for case in cases)
    if one in DEDUCTING:
        return Line(one, weight, cases, -Fraction(weight) * won)
    return Line(one, weight, cases, Fraction(weight) * won / of if of else None)
