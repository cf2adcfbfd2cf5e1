"""One line of what happened at an enterprise, and how entries on quiet days are counted."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.visits.rules import Basis


class Kind(StrEnum):
    """A visit, one that another record tells of, a request for quiet days, a penalty, somebody without a pass."""

    VISIT = "visit"
    PAST_VISIT = "past_visit"
    REQUEST = "request"
    PENALTY = "penalty"
    PAST_PENALTY = "past_penalty"
    UNANNOUNCED = "unannounced"


class Happening(NamedTuple):
    """Something that happened, or is to happen, on a day.

    `units` are names, `state` is the case's own word for where it stands, `ref` the number and `code` the pass where
    there are any, `words` what else there is to say, `entered` the days on which somebody went in.
    """

    on: date
    kind: Kind
    units: tuple[str, ...]
    state: str = ""
    ref: str = ""
    code: str = ""
    words: str = ""
    entered: tuple[date, ...] = ()


def line(happenings: Iterable[Happening]) -> list[Happening]:
    """The latest first. A visit of our own that other records tell of too stands there once."""
    found = list(happenings)
    own = {(unit, day) for one in found if one.kind is Kind.VISIT for unit in one.units for day in one.entered}
    told = [one for one in found if one.kind is not Kind.PAST_VISIT or (one.units[0], one.on) not in own]
    return sorted(told, key=lambda one: (one.on, one.kind, one.ref), reverse=True)


class Entry(NamedTuple):
    """An entry on a quiet day: who, on what basis, whether the day was approved, whether the rulebook asks for that at
    all, whether the office has judged it.
    """

    unit: str
    basis: Basis
    covered: bool
    free: bool
    judged: bool


class Row(NamedTuple):
    """Of a department and a basis: entries on quiet days, those approved, those that need no approval by the rulebook,
    those that were not approved, and how many of these the office has judged.
    """

    unit: str
    basis: Basis
    entries: int
    approved: int
    free: int
    unapproved: int
    judged: int


def counted(entries: Iterable[Entry]) -> list[Row]:
    """The rows by department and basis; of whatever was neither approved nor free of it somebody must answer."""
    groups: dict[tuple[str, Basis], list[Entry]] = {}
    for one in entries:
        groups.setdefault((one.unit, one.basis), []).append(one)
    return [_row(unit, basis, own) for (unit, basis), own in sorted(groups.items())]


def whole(rows: Iterable[Row]) -> dict[str, int]:
    """The sums over all rows."""
    found = list(rows)
    names = ("entries", "approved", "free", "unapproved", "judged")
    return {name: sum(getattr(row, name) for row in found) for name in names}


def _row(unit: str, basis: Basis, own: list[Entry]) -> Row:
    approved = sum(one.covered for one in own)
    free = sum(one.free and not one.covered for one in own)
    wrong = [one for one in own if not one.covered and not one.free]
    return Row(unit, basis, len(own), approved, free, len(wrong), sum(one.judged for one in wrong))
