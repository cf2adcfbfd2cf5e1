"""The states of an order and of a referral, and what is asked of an order that summons."""

from datetime import datetime
from enum import StrEnum

from app.kernel.errors import Refused
from app.supervision.rules.ladder import Kind


class State(StrEnum):
    ISSUED = "issued"
    RECEIVED = "received"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ReferralState(StrEnum):
    SENT = "sent"
    TAKEN = "taken"
    CONCLUDED = "concluded"


S, R = State, ReferralState
MOVES: dict[str, dict[State, State]] = {
    "receive": {S.ISSUED: S.RECEIVED},
    "answer": {S.RECEIVED: S.ANSWERED},
    "withdraw": {S.ISSUED: S.WITHDRAWN, S.RECEIVED: S.WITHDRAWN},
    "note": {S.ISSUED: S.ISSUED, S.RECEIVED: S.RECEIVED, S.ANSWERED: S.ANSWERED},
}
REFERRALS = {"take_up": (R.SENT, R.TAKEN), "conclude": (R.TAKEN, R.CONCLUDED)}
SUMMONS = frozenset({Kind.RED, Kind.INTERVIEW, Kind.ONSITE})


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Raises `Refused("supervision_wrong_state")` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("supervision_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> frozenset[str]:
    """The verbs that the state allows; a page shows no other button."""
    return frozenset(verb for verb, moves in MOVES.items() if state in moves)


def referral_after(state: ReferralState, verb: str) -> ReferralState:
    """The state that a verb brings a referral to. Raises `Refused("supervision_wrong_state")`."""
    before, then = REFERRALS[verb]
    if state is not before:
        raise Refused("supervision_wrong_state", status=409)
    return then


def check_meeting(kind: Kind, meet_at: datetime | None, place: str, *, now: datetime) -> None:
    """A red order and an interview summon, an on-site supervision comes: at an instant to come, at a place."""
    wanted = kind in SUMMONS
    if wanted and meet_at is None:
        raise Refused("supervision_meeting_missing", field="meet_at")
    if wanted and not place:
        raise Refused("supervision_meeting_missing", field="place")
    if not wanted and (meet_at is not None or place):
        raise Refused("supervision_meeting_none", field="meet_at")
    if meet_at is not None and meet_at <= now:
        raise Refused("supervision_meeting_past", field="meet_at")
