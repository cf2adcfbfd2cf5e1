"""Which actions against an enterprise lie close after its complaint, and what may be found of them."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.kernel import clock
from app.kernel.errors import Refused


class Kind(StrEnum):
    """What a department did: went in, filed a penalty, issued an order to correct."""

    VISIT = "visit"
    PENALTY = "penalty"
    ORDER = "order"


class State(StrEnum):
    """Open; no reprisal found; taken up as a lead. Each of the last two is said once, with a reason."""

    OPEN = "open"
    CLEARED = "cleared"
    PURSUED = "pursued"


VERDICTS = (State.CLEARED, State.PURSUED)


class Action(NamedTuple):
    """An action against an enterprise by the departments that took part, under its number."""

    kind: Kind
    ref: str
    enterprise_id: int
    departments: frozenset[int]
    at: datetime


class Close(NamedTuple):
    """An action that lies close after a complaint about one of its departments: how many days after, and whose."""

    action: Action
    department_id: int
    days: int


Filed = dict[tuple[int, int], list[datetime]]
"""By enterprise and department, when the one complained of the other."""


def close(actions: Iterable[Action], filed: Filed, within: int) -> list[Close]:
    """The actions that came after a complaint, and at most so many calendar days after it; each once, the nearest."""
    found = []
    for action in actions:
        near = [
            Close(action, unit, days)
            for unit in action.departments
            for at in filed.get((action.enterprise_id, unit), [])
            if at < action.at and (days := _days(at, action.at)) <= within
        ]
        found += [min(near, key=lambda one: (one.days, one.department_id))] if near else []
    return found


def _days(before: datetime, after: datetime) -> int:
    return (clock.day(after) - clock.day(before)).days


def judged(state: State, verdict: State, words: str) -> State:
    """The state after a judgement. Refuses a second one, one that is none, and one without words."""
    if state is not State.OPEN or verdict not in VERDICTS:
        raise Refused("watch_judged", status=409)
    if not words:
        raise Refused("required", field="words")
    return verdict


def first_day(today: date, within: int) -> date:
    """The day since which complaints are looked at: twice the period, so that a timer that stood still misses none."""
    return date.fromordinal(today.toordinal() - 2 * within)
