"""Rules as such: where they come from, under which heading they stand, when a new version may begin."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from app.kernel.errors import Refused
from app.policy.rules.values import Unit, Value, ValueKind

_ONE_DAY = timedelta(days=1)


class Basis(StrEnum):
    MEASURES = "measures"
    LAW = "law"
    PRACTICE = "practice"


class Group(StrEnum):
    TIME = "time"
    COMPLAINTS = "complaints"
    PLANS = "plans"
    VISITS = "visits"
    PENALTIES = "penalties"
    OVERSIGHT = "oversight"
    OWN = "own"


_GROUPS = {
    Group.TIME: ("workday", "deadline"),
    Group.COMPLAINTS: ("complaint", "rating", "arrears"),
    Group.PLANS: ("plan", "cap", "rate", "key_supervision", "draw", "exempt", "repeat", "merge", "history"),
    Group.VISITS: ("quiet", "visit", "publish"),
    Group.PENALTIES: ("penalty",),
    Group.OVERSIGHT: (
        "supervision",
        "audit",
        "ledger",
        "report",
        "survey",
        "scorecard",
        "warning",
        "discipline",
        "rule",
    ),
}


def group(rule_id: str) -> Group:
    """Under which heading a rule stands: by the first part of its id; a city's own rules come last."""
    first = rule_id.partition(".")[0]
    return next((group for group, parts in _GROUPS.items() if first in parts), Group.OWN)


class Term(NamedTuple):
    """One rule as it is in force on a day: its value, where it stands, and the rulebook version that gave it.

    What `value` is follows from the rule: a whole number for working days, `Decimal` for money and shares, a list.
    """

    id: str
    version: int
    value: Any
    clause: str
    unit: Unit


class Row(NamedTuple):
    """One rule as a file brings it."""

    id: str
    kind: ValueKind
    value: Value
    unit: Unit
    basis: Basis
    clause: str
    meaning: str
    choices: list[str]
    from_on: date


def is_editable(kind: ValueKind, choices: Sequence[str]) -> bool:
    """Whether a rule can be given another value. A rule with one choice says how the service is built."""
    return kind is not ValueKind.CHOICE or len(choices) > 1


def check_effect(from_on: date, *, today: date, last_from: date) -> None:
    """A version takes effect today or later, and after every version before it: never retroactive."""
    if from_on < today:
        raise Refused("rule_retroactive", field="from_on", today=today)
    if from_on <= last_from:
        raise Refused("rule_later_version", field="from_on", last=last_from)


def day_before(on: date) -> date:
    """The last day of the version that ends where another begins."""
    return on - _ONE_DAY


def quiet_day_number(on: date, window: Sequence[int]) -> int | None:
    """Which quiet day of its month `on` is; the window names the first and the last day of the month, both included."""
    first, last = window
    return on.day - first + 1 if first <= on.day <= last else None
