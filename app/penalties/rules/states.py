"""The states of a filing, its verbs and choices (rules.md "Penalties", annex 3 items 65 and 69).

A filing is a report: no state keeps the department from deciding, and none is reached by the office's consent.
"""

from enum import StrEnum

from app.kernel.errors import Refused


class State(StrEnum):
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    QUESTIONED = "questioned"
    REGISTERED = "registered"
    CLOSED = "closed"


class AskKind(StrEnum):
    COMPLETION = "completion"
    QUESTION = "question"


class Hearing(StrEnum):
    NOT_DUE = "not_due"
    TOLD = "told"
    WAIVED = "waived"
    HELD = "held"


class Reason(StrEnum):
    """Why a penalty must be filed; a filing without any is voluntary."""

    FINE = "fine"
    SPLIT = "split"
    KIND = "kind"


class ReversalKind(StrEnum):
    """How a decision came to be looked at again, and that it did not stand."""

    RECONSIDERATION = "reconsideration"
    LAWSUIT = "lawsuit"
    CORRECTED = "corrected"


S = State
OPEN = (S.SUBMITTED, S.SUPPLEMENT, S.QUESTIONED, S.REGISTERED)
_ANY = {state: state for state in State}
MOVES: dict[str, dict[State, State]] = {
    "register": {S.SUBMITTED: S.REGISTERED},
    "ask_completion": {S.SUBMITTED: S.SUPPLEMENT},
    "complete": {S.SUPPLEMENT: S.SUBMITTED},
    "question": {S.SUBMITTED: S.QUESTIONED, S.REGISTERED: S.QUESTIONED},
    "answer": {S.QUESTIONED: S.SUBMITTED},
    "answer_registered": {S.QUESTIONED: S.REGISTERED},
    "vet": {state: state for state in OPEN},
    "hear": {state: state for state in OPEN},
    "decide": {state: state for state in OPEN},
    "drop": dict.fromkeys(OPEN, S.CLOSED),
    "close": {S.REGISTERED: S.CLOSED},
    "pay": _ANY,
    "publish": _ANY,
    "reverse": _ANY,
    "take_down": _ANY,
}


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Raises `Refused("penalty_wrong_state")` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("penalty_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> frozenset[str]:
    """The verbs that the state allows; a page shows no other button."""
    return frozenset(verb for verb, moves in MOVES.items() if state in moves)
