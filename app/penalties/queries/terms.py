"""The numbers of the rulebook that a filing is judged by."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.policy import queries as policy


class Terms(NamedTuple):
    """The rules of a day: from which sum, which kinds, within how many days the parts of a case add up."""

    threshold: Decimal
    major: list[str]
    split_days: int
    clause: str
    version: int


def terms(on: date) -> Terms:
    """The rules as they are in force on `on`."""
    threshold, major = policy.term("penalty.file_from", on), policy.term("penalty.major_kinds", on)
    split = policy.term("penalty.split", on)
    version = max(threshold.version, major.version, split.version)
    return Terms(threshold.value, list(major.value), int(split.value), threshold.clause, version)
