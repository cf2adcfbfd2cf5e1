"""The steps against slow units (III 推进机制): a circular, then a written self-criticism, which is answered."""

from enum import StrEnum

from app.kernel.errors import Refused


class StepKind(StrEnum):
    CIRCULAR = "circular"
    SELF_CRITICISM = "self_criticism"


class StepState(StrEnum):
    ISSUED = "issued"
    RECEIVED = "received"
    ANSWERED = "answered"


MOVES: dict[str, dict[tuple[StepKind, StepState], StepState]] = {
    "receive": {(kind, StepState.ISSUED): StepState.RECEIVED for kind in StepKind},
    "answer": {(StepKind.SELF_CRITICISM, StepState.RECEIVED): StepState.ANSWERED},
}


def after(kind: StepKind, state: StepState, verb: str) -> StepState:
    """The state that a verb leads to. Raises `Refused("measure_step_state")` where the verb is not open."""
    if (kind, state) not in MOVES[verb]:
        raise Refused("measure_step_state", status=409)
    return MOVES[verb][kind, state]


def open_verbs(kind: StepKind, state: StepState) -> frozenset[str]:
    """The verbs that kind and state allow."""
    return frozenset(verb for verb, moves in MOVES.items() if (kind, state) in moves)
