"""What everybody may read of complaints: months are told together until they hold enough cases, and never apart.

Every public number that comes from complaints is a sum of whole atoms, each of no case or of at least `least`. Atoms
are laid from the first month on and never change, so that no subtraction of public numbers, today's or earlier ones,
can leave fewer.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.reports.rules.counting import Value
from app.reports.rules.periods import Kind, Period, containing


class Atom(NamedTuple):
    """Whole months that are told as one, from the first day of the first to the last day of the last."""

    first: date
    last: date
    value: Value


def atoms(months: Sequence[tuple[date, Value]], least: int) -> list[Atom]:
    """Lay the months, which follow one another, into atoms. What is too little yet is not told."""
    told: list[Atom] = []
    waiting: Atom | None = None
    for month, found in months:
        last = containing(Kind.MONTHLY, month).last
        whole = Atom(month, last, found) if waiting is None else Atom(waiting.first, last, added(waiting.value, found))
        small = 0 < whole.value.weight < least
        waiting = whole if small else None
        if not small:
            told.append(whole)
    return told


def added(one: Value, other: Value) -> Value:
    """Both together."""
    if one.denominator is None or other.denominator is None:
        return Value(one.numerator + other.numerator)
    return Value(one.numerator + other.numerator, one.denominator + other.denominator)


def whole(told: Sequence[Atom], period: Period) -> Value | None:
    """The value of a period, None where it cuts through an atom or has a month that is not told."""
    own = [one for one in told if one.first <= period.last and one.last >= period.first]
    if not own or own[0].first != period.first or own[-1].last != period.last:
        return None
    found = own[0].value
    for one in own[1:]:
        found = added(found, one.value)
    return found
