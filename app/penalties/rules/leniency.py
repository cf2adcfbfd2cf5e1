"""The four lists of leniency (四张清单, item 65): what fits one is shown before a penalty is filed."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused


class LeniencyList(StrEnum):
    NO_PENALTY = "no_penalty"
    LIGHTER = "lighter"
    REDUCED = "reduced"
    NO_COERCION = "no_coercion"


class Mild(NamedTuple):
    """What a department found when it looked at the lists: codes of entries that fit, a first minor offence, why on."""

    hits: tuple[str, ...] = ()
    first_minor: bool = False
    reason: str = ""


def check_mild(found: Mild, known: Collection[str]) -> None:
    """Refuses an entry that is in no list, and going on without a reason where something fits."""
    if not set(found.hits) <= set(known):
        raise Refused("choice_unknown", field="leniency")
    if (found.hits or found.first_minor) and not found.reason:
        raise Refused("leniency_reason_missing", field="leniency_reason")
