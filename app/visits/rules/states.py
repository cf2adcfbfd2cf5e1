"""What a visit is for, where it stands, and how it goes on."""

from enum import StrEnum

from app.kernel.errors import Refused


class Basis(StrEnum):
    """What a visit rests on (`visit.basis`): a drawn task, a lead of a case by its source, key supervision."""

    TASK = "task"
    COMPLAINT = "complaint"
    TRANSFERRED = "transferred"
    MONITORING = "monitoring"
    SUPERVISION = "supervision"


LEADS = frozenset({Basis.COMPLAINT, Basis.TRANSFERRED, Basis.MONITORING})
ROUTINE = frozenset({Basis.TASK, Basis.SUPERVISION})


class State(StrEnum):
    """A draft asks for nothing yet; one that waits has asked for its quiet days; a registered one has a valid pass.

    An emergency was entered before anybody approved. Whether somebody has entered is told by the entries.
    """

    DRAFT = "draft"
    WAITING = "waiting"
    REGISTERED = "registered"
    EMERGENCY = "emergency"
    CANCELLED = "cancelled"


S = State
MOVES: dict[str, dict[State, State]] = {
    "revise": {S.DRAFT: S.DRAFT},
    "reschedule": {S.DRAFT: S.DRAFT, S.REGISTERED: S.DRAFT},
    "wait": {S.DRAFT: S.WAITING},
    "register": {S.DRAFT: S.REGISTERED},
    "clear": {S.WAITING: S.REGISTERED},
    "give_back": {S.DRAFT: S.DRAFT, S.WAITING: S.DRAFT, S.REGISTERED: S.DRAFT},
    "cancel": {S.DRAFT: S.CANCELLED, S.REGISTERED: S.CANCELLED},
    "call_off": {S.DRAFT: S.CANCELLED, S.WAITING: S.CANCELLED, S.REGISTERED: S.CANCELLED},
    "check_in": {S.REGISTERED: S.REGISTERED},
    "enter_urgently": {S.DRAFT: S.EMERGENCY, S.WAITING: S.EMERGENCY},
    "check_out": {S.REGISTERED: S.REGISTERED, S.EMERGENCY: S.EMERGENCY},
    "finish": {S.REGISTERED: S.REGISTERED, S.EMERGENCY: S.EMERGENCY},
}


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Refuses `visit_wrong_state` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("visit_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> frozenset[str]:
    """The verbs that the state allows; a page shows no other button."""
    return frozenset(verb for verb, moves in MOVES.items() if state in moves)


class Shown(StrEnum):
    """What the page of a pass says of it on a day."""

    VALID = "valid"
    NOT_TODAY = "not_today"
    OVER = "over"
    CANCELLED = "cancelled"
    EMERGENCY = "emergency"


class Grievance(StrEnum):
    """What an enterprise complains of at its door, for a tap instead of typing."""

    UNANNOUNCED = "unannounced"
    OTHERS = "others"
    BEYOND = "beyond"
    ASKED_FOR = "asked_for"


class Score(StrEnum):
    """How an enterprise rates a visit (`rating.levels`)."""

    BEST = "5"
    GOOD = "4"
    FAIR = "3"
    POOR = "2"
    WORST = "1"


class Sight(StrEnum):
    """What an enterprise says of people at its door: they came, they went, somebody came without a pass."""

    ARRIVED = "arrived"
    LEFT = "left"
    UNANNOUNCED = "unannounced"
