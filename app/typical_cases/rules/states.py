"""Which state follows, whose approval counts, how long a case stands."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from app.kernel.errors import Refused


class State(StrEnum):
    """Waits for its approvals; sent back to its drafter; public; taken down before its day.

    `ENDED` is derived and never stored: public once, and its last day is over.
    """

    PENDING = "pending"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


MOVES: dict[str, dict[State, State]] = {
    "revise": {State.PENDING: State.PENDING, State.RETURNED: State.PENDING},
    "approve": {State.PENDING: State.PENDING},
    "publish": {State.PENDING: State.PUBLISHED},
    "send_back": {State.PENDING: State.RETURNED},
    "withdraw": {State.PUBLISHED: State.WITHDRAWN},
}


def after(state: State, verb: str) -> State:
    """The state after a verb. Refuses one that the state does not allow."""
    if state not in MOVES[verb]:
        raise Refused("typical_case_wrong_state", status=409)
    return MOVES[verb][state]


def open_verbs(state: State) -> set[str]:
    """What may be done in a state."""
    return {verb for verb, moves in MOVES.items() if state in moves}


def shown(state: State, until_on: date, on: date) -> State:
    """The state as it stands on a day: a public case ends with its last day, which it still is public on."""
    return State.ENDED if state is State.PUBLISHED and on > until_on else state


def check_until(until_on: date, *, today: date, last: date) -> None:
    """The last public day lies after today, and not after the last one that the rulebook allows."""
    if until_on <= today:
        raise Refused("typical_case_until_past", field="until_on")
    if until_on > last:
        raise Refused("typical_case_until_far", field="until_on", most=(last - today).days, last=last.isoformat())


def check_drafter(user_id: int, drafter_id: int) -> None:
    """Only who wrote a draft writes it anew: so nobody can approve words of their own."""
    if user_id != drafter_id:
        raise Refused("typical_case_not_yours", status=403)


def check_approver(user_id: int, *, drafter_id: int, signed: Collection[int], side_signed: bool) -> None:
    """Two approvals, one of the office and one from outside it, by two people who did not write the draft."""
    if user_id == drafter_id:
        raise Refused("typical_case_own", status=403)
    if side_signed or user_id in signed:
        raise Refused("typical_case_side_approved", status=409)


def check_looked(looked: bool) -> None:
    """An approver says that they looked for what the service cannot find."""
    if not looked:
        raise Refused("typical_case_unlooked", field="looked")
