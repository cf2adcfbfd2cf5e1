"""The numbers of the rulebook that an account is judged by."""

from datetime import date
from typing import NamedTuple

from app.policy import queries as policy


class Terms(NamedTuple):
    """Within how many days a public body pays, how many it may agree to at most, how many a large enterprise has."""

    within: int
    at_most: int
    large: int
    clause: str
    version: int


def terms(on: date) -> Terms:
    """The rules as they are in force on `on`."""
    found = [policy.term(f"arrears.{name}", on) for name in ("pay_within", "pay_at_most", "pay_within_large")]
    within, at_most, large = (int(one.value) for one in found)
    return Terms(within, at_most, large, found[0].clause, max(one.version for one in found))
