"""Follow-up of a finding: looked at again until it is put right, or handed on as a case."""

from enum import StrEnum

from app.kernel.errors import Refused


class Follow(StrEnum):
    """Where a follow-up stands: open; put right; a case was opened."""

    OPEN = "open"
    PUT_RIGHT = "put_right"
    CASE_OPENED = "case_opened"


_MOVES: dict[str, dict[Follow, Follow]] = {
    "pass": {Follow.OPEN: Follow.PUT_RIGHT},
    "fail": {Follow.OPEN: Follow.OPEN},
    "open_case": {Follow.OPEN: Follow.CASE_OPENED},
}


def after(state: Follow, verb: str) -> Follow:
    """The state that a verb leads to. Refuses `follow_up_closed` where it is closed."""
    if state not in _MOVES[verb]:
        raise Refused("follow_up_closed", status=409)
    return _MOVES[verb][state]


def open_verbs(state: Follow) -> frozenset[str]:
    """The verbs that the state allows."""
    return frozenset(verb for verb, moves in _MOVES.items() if state in moves)


class Look(StrEnum):
    """What a re-check found: put right, or not yet."""

    PASSED = "passed"
    FAILED = "failed"


class Presence(StrEnum):
    """Whether somebody of the enterprise was there."""

    PRESENT = "present"
    ABSENT = "absent"
