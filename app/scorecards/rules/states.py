"""How schemes of weights, cards and appeals move."""

from datetime import date
from enum import StrEnum

from app.kernel.errors import Refused


class SchemeState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CardState(StrEnum):
    ISSUED = "issued"
    FINAL = "final"


class AppealState(StrEnum):
    PENDING = "pending"
    GRANTED = "granted"
    REJECTED = "rejected"


def check_period(from_on: date, until_on: date, *, year: int, today: date) -> None:
    """A period lies in one year and is over."""
    if until_on < from_on or {from_on.year, until_on.year} != {year}:
        raise Refused("scorecard_period_odd", field="until_on")
    if until_on >= today:
        raise Refused("scorecard_period_open", field="until_on")
