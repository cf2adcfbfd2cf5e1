"""A request to visit on quiet days: its states and verbs, conditions and reasons (annex 3 item 69)."""

from collections.abc import Collection
from enum import StrEnum

from app.kernel.errors import Refused


class State(StrEnum):
    """Silence is never consent: a request that nobody decided expires with its last quiet day."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Condition(StrEnum):
    """What an approval may be bound to: less is looked at, after the quiet days, together with another department."""

    NARROWER = "narrower"
    LATER = "later"
    JOINT = "joint"


class Reason(StrEnum):
    """Why a request is turned down or comes back, for a tap instead of typing."""

    NOT_URGENT = "not_urgent"
    BASIS_UNCLEAR = "basis_unclear"
    MERGE = "merge"
    VISITED_LATELY = "visited_lately"
    INCOMPLETE = "incomplete"
    OTHER = "other"


S = State
CLOSED = frozenset({S.REJECTED, S.WITHDRAWN, S.EXPIRED})
MOVES: dict[str, dict[State, State]] = {
    "resubmit": {S.RETURNED: S.SUBMITTED},
    "approve": {S.SUBMITTED: S.APPROVED},
    "return_request": {S.SUBMITTED: S.RETURNED},
    "reject": {S.SUBMITTED: S.REJECTED},
    "withdraw": {S.SUBMITTED: S.WITHDRAWN, S.RETURNED: S.WITHDRAWN, S.APPROVED: S.WITHDRAWN},
    "expire": {S.SUBMITTED: S.EXPIRED, S.RETURNED: S.EXPIRED},
}


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Refuses `quiet_wrong_state` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("quiet_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> frozenset[str]:
    """The verbs that the state allows; a page shows no other button."""
    return frozenset(verb for verb, moves in MOVES.items() if state in moves)


def check_conditions(conditions: Collection[Condition], words: str) -> None:
    """A visit that is narrowed or joined says how; one that is moved needs no words."""
    if {Condition.NARROWER, Condition.JOINT} & set(conditions) and not words:
        raise Refused("quiet_condition_unsaid", field="words")


def check_reason(reason: Reason, words: str) -> None:
    """Another reason than those of the list is told in words."""
    if reason is Reason.OTHER and not words:
        raise Refused("quiet_reason_unsaid", field="words")
