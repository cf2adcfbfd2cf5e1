"""What everybody may read of complaints: months are told together until they hold enough cases, and never apart.

Every public number that comes from complaints is a sum of whole atoms, each of no case or of at least `least`. Atoms
are laid from the first month on and never change, so that no subtraction of public numbers, today's or earlier ones,
can leave fewer. Of a share, a part of fewer than that is told as a span, and in sums as a sum of spans.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from app.reports.rules.counting import Value
from app.reports.rules.periods import Kind, Period, containing


class Atom(NamedTuple):
    """Whole months that are told as one, from the first day of the first to the last day of the last.

    `value` is what was counted, `told` what everybody may read of it.
    """

    first: date
    last: date
    value: Value
    told: Value


def atoms(months: Sequence[tuple[date, Value]], least: int) -> list[Atom]:
    """Lay the months, which follow one another, into atoms. What is too little yet is not told."""
    told: list[Atom] = []
    waiting: Atom | None = None
    for month, found in months:
        last = containing(Kind.MONTHLY, month).last
        value = found if waiting is None else added(waiting.value, found)
        whole = Atom(waiting.first if waiting else month, last, value, veiled(value, least))
        small = 0 < value.weight < least
        waiting = whole if small else None
        if not small:
            told.append(whole)
    return told


def veiled(found: Value, least: int) -> Value:
    """A share of which one part, but not all or nothing, is fewer than `least`: the span in which its numerator lies.

    Where both parts cannot be enough, the span is all that is neither all nor nothing: whether one of them is enough
    would already tell how many the other has.
    """
    part, of = found.numerator, found.denominator
    if of is None or part in {0, of}:
        return found
    if of < 2 * least:
        return Value(1, of, of - 1)
    if part < least:
        return Value(1, of, least - 1)
    return Value(of - least + 1, of, of - 1) if of - part < least else found


def added(one: Value, other: Value) -> Value:
    """Both together."""
    if one.denominator is None or other.denominator is None:
        return Value(one.numerator + other.numerator)
    spans = (one.most, other.most) != (None, None)
    most = _most(one) + _most(other) if spans else None
    return Value(one.numerator + other.numerator, one.denominator + other.denominator, most)


def _most(one: Value) -> int:
    return one.numerator if one.most is None else one.most


def whole(told: Sequence[Atom], period: Period) -> Atom | None:
    """A period as one atom, None where it cuts through an atom or has a month that is not told."""
    own = [one for one in told if one.first <= period.last and one.last >= period.first]
    if not own or own[0].first != period.first or own[-1].last != period.last:
        return None
    return reduce(_joined, own)


def runs(told: Sequence[Atom], least: int) -> list[Atom]:
    """Atoms laid together until what is told of their numerators is at least `least`: for what else is told of those.

    That it is told tells nothing then that their own numbers do not.
    """
    found: list[Atom] = []
    waiting: Atom | None = None
    for one in told:
        run = one if waiting is None else _joined(waiting, one)
        waiting = run if run.told.numerator < least else None
        if waiting is None:
            found.append(run)
    return found


def _joined(one: Atom, other: Atom) -> Atom:
    return Atom(one.first, other.last, added(one.value, other.value), added(one.told, other.told))
