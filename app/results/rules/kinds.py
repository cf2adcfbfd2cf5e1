"""What a visit found of an item, in the kinds of the national publicity system."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused


class Kind(StrEnum):
    """A result kind (结果类型), the gravest last: of a visit that is told which of its items' counts most."""

    NO_PROBLEM = "no_problem"
    NOT_OPERATING = "not_operating"
    CORRECTED_ON_SITE = "corrected_on_site"
    NOT_PUBLISHED = "not_published"
    FALSE_INFORMATION = "false_information"
    UNREACHABLE = "unreachable"
    ORDERED_TO_CORRECT = "ordered_to_correct"
    PENDING = "pending"
    TRANSFERRED_TO_CASE = "transferred_to_case"
    REFUSED = "refused"


FOLLOWED = frozenset({Kind.ORDERED_TO_CORRECT, Kind.PENDING, Kind.TRANSFERRED_TO_CASE})
"""Kinds that are followed up by a day until they are closed."""

COUNTED = frozenset(Kind) - {Kind.UNREACHABLE}
"""Kinds of a visit that took place: an enterprise that could not be found was not visited."""

NATIONAL: dict[Kind, Kind] = {kind: kind for kind in Kind} | {
    Kind.CORRECTED_ON_SITE: Kind.ORDERED_TO_CORRECT,
    Kind.TRANSFERRED_TO_CASE: Kind.PENDING,
}
"""As which of its eight kinds the national system takes ours."""


class Found(NamedTuple):
    """What was found of one item: its key, the kind, in which words, and by when it is followed up."""

    item: int
    kind: Kind
    words: str = ""
    due_on: date | None = None


def worst(kinds: Iterable[Kind]) -> Kind:
    """The gravest of some kinds."""
    order = list(Kind)
    return max(kinds, key=order.index)


def check(found: Sequence[Found], items: Iterable[int], today: date) -> None:
    """Each item of the visit has one result; a problem has words, what is followed up a day that is to come."""
    if sorted(one.item for one in found) != sorted(items):
        raise Refused("result_items_unlike", field="kind")
    if any(one.kind is not Kind.NO_PROBLEM and not one.words for one in found):
        raise Refused("result_words_missing", field="words")
    followed = [one for one in found if one.kind in FOLLOWED]
    if any(one.due_on is None for one in followed):
        raise Refused("result_due_missing", field="due_on")
    if any(one.due_on is not None and one.due_on < today for one in followed):
        raise Refused("result_due_past", field="due_on")
