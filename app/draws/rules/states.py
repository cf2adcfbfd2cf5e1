"""The states of a draw, and what may be done in each (draw/1 "States")."""

from datetime import datetime
from enum import StrEnum

from app.draws.rules.terms import ANNOUNCEMENT, MANIFEST, VALUE
from app.kernel.errors import Conflict


class State(StrEnum):
    DRAFT = "draft"
    LOCKED = "locked"
    SEEDED = "seeded"
    DRAWN = "drawn"
    PUBLISHED = "published"
    VOID = "void"


class Gone(StrEnum):
    """Why a target fell away."""

    CLOSED = "closed"
    MOVED = "moved"


MOVES: dict[str, dict[State, State]] = {
    "revise": {State.DRAFT: State.DRAFT},
    "lock": {State.DRAFT: State.LOCKED},
    "type_value": {State.LOCKED: State.SEEDED},
    "draw": {State.SEEDED: State.DRAWN},
    "publish": {State.DRAWN: State.PUBLISHED},
    "recuse": {State.DRAWN: State.DRAWN, State.PUBLISHED: State.PUBLISHED},
    "replace": {State.DRAWN: State.DRAWN, State.PUBLISHED: State.PUBLISHED},
    "void": {state: State.VOID for state in State if state is not State.VOID},
}
OPEN_LOCK = (State.LOCKED, State.SEEDED)
HAS_RESULT = (State.DRAWN, State.PUBLISHED)
LEAST_WITNESSES = 2


def after(state: State, verb: str) -> State:
    """The state that follows. Refuses a verb for which it is too early or too late."""
    if state not in MOVES[verb]:
        raise Conflict("draw_wrong_state")
    return MOVES[verb][state]


def open_verbs(state: State) -> list[str]:
    """What may be done in a state."""
    return [verb for verb, moves in MOVES.items() if state in moves]


def is_known(value: str | None, value_due: datetime | None, at: datetime) -> bool:
    """Whether somebody can know the value: it was typed, or the instant has come at which its sources tell it."""
    return value is not None or (value_due is not None and at >= value_due)


def is_revealed(state: State, commitment: str | None) -> bool:
    """Whether everything is on view: the draw is published, or it was locked and is void."""
    return state is State.PUBLISHED or (state is State.VOID and commitment is not None)


def is_open(name: str, state: State, commitment: str | None, value: str | None) -> bool:
    """Whether everybody may see this file: some from the lock on, the value when it is there, the rest revealed."""
    if is_revealed(state, commitment):
        return True
    if name == VALUE:
        return value is not None
    return commitment is not None and name in {ANNOUNCEMENT, MANIFEST}
