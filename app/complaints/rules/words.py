"""What a complainant said in one act, as what a receipt proves: their own words and the hashes of their files.

The digest of it stands in the ledger. It is made of the same parts when the act is done and when a receipt is asked for
later, so that stored words which were changed in between are found.
"""

from collections.abc import Sequence
from typing import Any

Words = dict[str, Any]
OWN = frozenset({"file", "supplement", "withdraw", "rate", "request_review"})


def filed(*, about: str, happened: str, place: str, facts: str, wants: str, files: Sequence[str]) -> Words:
    """The words of a complaint; `files` are SHA-256 in hexadecimal, in the order in which they were given."""
    return {
        "about": about,
        "facts": facts,
        "files": list(files),
        "happened": happened,
        "place": place,
        "wants": wants,
    }


def supplemented(*, words: str, files: Sequence[str]) -> Words:
    """The words of a supplement."""
    return {"files": list(files), "words": words}


def withdrawn(*, reason: str) -> Words:
    """The words of a withdrawal."""
    return {"reason": reason}


def rated(*, score: int, reasons: Sequence[str], words: str) -> Words:
    """The words of a rating: the level, the reasons of the list, what was written beside them."""
    return {"reasons": [str(reason) for reason in reasons], "score": score, "words": words}


def review_asked(*, reason: str) -> Words:
    """The words of a request for a review."""
    return {"reason": reason}
