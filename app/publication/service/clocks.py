"""The clocks of publication and of taking down. The act that calls these records them."""

from datetime import date, datetime
from typing import Any

from app.kernel import clock
from app.kernel.permissions import Actor
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

TAKE_DOWN = "publish.take_down"


def start_take_down(number: str, since: date, *, by: Actor, at: datetime) -> Deadline:
    """Start the clock of taking down on the day on which the ground was found, by the rulebook of that day."""
    term = policy.term(TAKE_DOWN, since)
    source: dict[str, Any] = {"rule_id": term.id, "rulebook_version": term.version, "length": int(term.value)}
    return deadlines.start(number, DeadlineKind.TAKE_DOWN, **source, since=since, by=by, at=at)


def finish(number: str, kind: DeadlineKind, *, at: datetime) -> None:
    """Stop a running clock: what it waited for has happened."""
    found = workdays.deadline(number, kind)
    if found and found.is_open:
        deadlines.finish(found, at=at)


def end(number: str, kind: DeadlineKind, *, why: str, at: datetime) -> None:
    """A clock that no longer applies: dropped in time, or, where it was already missed, kept as missed for good."""
    found = workdays.deadline(number, kind)
    if found is None or not found.is_open:
        return
    if found.due_on < clock.day(at):
        deadlines.finish(found, at=at)
    else:
        deadlines.drop(found, why=why, at=at)
