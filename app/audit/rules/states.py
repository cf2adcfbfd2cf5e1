"""How a finding moves: asked about, explained, corrected, closed; waived or no fault, each with a reason."""

from enum import StrEnum

from app.kernel.errors import Refused


class State(StrEnum):
    """Waived: a fault that is let pass, for a reason; it stays in sight. Dismissed: it was no fault, for a reason."""

    FOUND = "found"
    ASKED = "asked"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    CLOSED = "closed"
    WAIVED = "waived"
    DISMISSED = "dismissed"


S = State
OPEN = (S.FOUND, S.ASKED, S.EXPLAINED, S.ACCEPTED, S.CORRECTED)
ENDED = (S.CLOSED, S.WAIVED, S.DISMISSED)
MOVES: dict[str, dict[State, State]] = {
    "ask": {S.FOUND: S.ASKED},
    "explain": {S.FOUND: S.EXPLAINED, S.ASKED: S.EXPLAINED},
    "accept": {S.EXPLAINED: S.ACCEPTED},
    "correct": {S.ACCEPTED: S.CORRECTED},
    "send_back": {S.EXPLAINED: S.ASKED, S.CORRECTED: S.ACCEPTED},
    "close": {S.FOUND: S.CLOSED, S.EXPLAINED: S.CLOSED, S.CORRECTED: S.CLOSED},
    "waive": dict.fromkeys(OPEN, S.WAIVED),
    "dismiss": dict.fromkeys(OPEN, S.DISMISSED),
    "reopen": dict.fromkeys(ENDED, S.FOUND),
}
OF_OWNER = frozenset({"explain", "correct"})


def after(state: State, verb: str) -> State:
    """The state that a verb leads to. Refuses `audit_wrong_state` where the verb is not open."""
    if state not in MOVES[verb]:
        raise Refused("audit_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State, *, askable: bool) -> frozenset[str]:
    """The verbs that the state leaves; nobody is asked of what has no department, or is confidential."""
    shut = frozenset() if askable else frozenset({"ask"})
    return frozenset(verb for verb, moves in MOVES.items() if state in moves) - shut


def check_askable(department_id: int | None, *, confidential: bool) -> None:
    """A department is asked of what is its own and may be known to it. Refuses `audit_nobody_to_ask`."""
    if department_id is None or confidential:
        raise Refused("audit_nobody_to_ask", status=409)
