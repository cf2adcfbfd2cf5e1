"""What a department said in one act, as what its receipt proves: its own words and the hashes of its files.

The digest of it stands in the ledger. It is made of the same parts when the act is done and when a receipt is asked for
later, so that stored words which were changed in between are found.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Words = dict[str, Any]
OWN = frozenset({"file", "complete", "answer", "decide"})
FILED = (
    "party_code",
    "party_name",
    "case_no",
    "matter",
    "facts",
    "basis",
    "discretion",
    "fines",
    "kinds",
    "leniency",
    "first_minor",
    "leniency_reason",
)


def filed(values: Mapping[str, Any], *, late_on: str, files: Sequence[str]) -> Words:
    """The words of a filing; `files` are SHA-256 in hexadecimal, in the order in which they were given.

    Review and hearing may still be recorded after it, so they are no part of it.
    """
    return {**{name: values[name] for name in FILED}, "files": list(files), "late_on": late_on}


def replied(*, words: str, files: Sequence[str]) -> Words:
    """The words of a completion or an explanation."""
    return {"files": list(files), "words": words}


def decided(*, document_no: str, at: str, fines: Sequence[str], kinds: Sequence[str]) -> Words:
    """The words of a decision; `at` is its instant in UTC."""
    return {"at": at, "document_no": document_no, "fines": list(fines), "kinds": list(kinds)}
