"""Quiet days as rules: states of a request, who decides it, how long it has waited."""

from app.quiet_days.rules.deciding import Deputy, check_decider, check_deputy, in_charge, in_place_of
from app.quiet_days.rules.links import HOLDS, Linked, opened, token
from app.quiet_days.rules.states import (
    CLOSED,
    MOVES,
    Condition,
    Reason,
    State,
    after,
    check_conditions,
    check_reason,
    open_verbs,
)
from app.quiet_days.rules.waiting import hours_after, spans

__all__ = [
    "CLOSED",
    "HOLDS",
    "MOVES",
    "Condition",
    "Deputy",
    "Linked",
    "Reason",
    "State",
    "after",
    "check_conditions",
    "check_decider",
    "check_deputy",
    "check_reason",
    "hours_after",
    "in_charge",
    "in_place_of",
    "open_verbs",
    "opened",
    "spans",
    "token",
]
