"""The numbers of the rulebook that an account is judged by."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.policy import queries as policy


class Terms(NamedTuple):
    """Within how many days a public body pays, how many it may agree to at most, how many a large enterprise has.

    `interest` is percent a day.
    """

    within: int
    at_most: int
    large: int
    interest: Decimal
    clause: str
    interest_clause: str
    version: int


def terms(on: date) -> Terms:
    """The rules as they are in force on `on`."""
    found = [policy.term(f"arrears.{name}", on) for name in ("pay_within", "pay_at_most", "pay_within_large")]
    within, at_most, large = (int(one.value) for one in found)
    rate = policy.term("arrears.interest", on)
    version = max(one.version for one in [*found, rate])
    return Terms(within, at_most, large, Decimal(rate.value), found[0].clause, rate.clause, version)
