"""Who owes, where a case stands, and the five mechanisms of item 81 as steps that are climbed in their order."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused
from app.kernel.money import NOTHING


class DebtorKind(StrEnum):
    """By whom a period of payment is given: decree 802 of 2025 has one for public bodies and one for large firms."""

    PUBLIC = "public"
    LARGE = "large"


class Standing(StrEnum):
    OPEN = "open"
    CLEARED = "cleared"
    ENDED = "ended"


class StepKind(StrEnum):
    """The five mechanisms. The first two are the complaint's own acts; the others are taken here."""

    RECEIVED = "received"
    REFERRED = "referred"
    ONSITE = "onsite"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"


class Outcome(StrEnum):
    """What the office found of a repayment that was contradicted."""

    STANDS = "stands"
    FALLS = "falls"


class Step(NamedTuple):
    """A rung of the ladder as it was taken: on which day, by which paper (empty: by the case's own number)."""

    kind: StepKind
    on: date
    document_no: str
    words: str


TAKEN_HERE = (StepKind.ONSITE, StepKind.INTERVIEW, StepKind.ACCOUNTABILITY)
_BEFORE = {
    StepKind.ONSITE: StepKind.REFERRED,
    StepKind.INTERVIEW: StepKind.ONSITE,
    StepKind.ACCOUNTABILITY: StepKind.INTERVIEW,
}


def standing(left: Decimal, *, ended: bool) -> Standing:
    """Cleared only where exactly nothing is left; ended where the complaint was withdrawn or declined before."""
    if left == NOTHING:
        return Standing.CLEARED
    return Standing.ENDED if ended else Standing.OPEN


def check_step(kind: StepKind, on: date, taken: Collection[Step], *, today: date) -> None:
    """A step follows the one below it, not before its day, and not on a day to come."""
    if kind not in TAKEN_HERE:
        raise Refused("arrears_step_not_taken_here", field="kind")
    below = [one.on for one in taken if one.kind is _BEFORE[kind]]
    if not below:
        raise Refused("arrears_step_skipped", field="kind")
    if on > today:
        raise Refused("day_to_come", field="on")
    if on < min(below):
        raise Refused("arrears_step_early", field="on", first=min(below))


def ladder(taken: Iterable[Step]) -> list[tuple[StepKind, list[Step]]]:
    """The five mechanisms in their order, each with the steps that were taken."""
    known = list(taken)
    return [(kind, [one for one in known if one.kind is kind]) for kind in StepKind]
