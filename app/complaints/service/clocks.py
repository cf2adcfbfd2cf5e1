"""The clocks of a complaint: each starts from the rulebook in force on its first day and keeps its evidence."""

from datetime import date, datetime

from app.complaints.models import Complaint
from app.complaints.rules import TERMS
from app.kernel import clock
from app.kernel.permissions import Actor
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind


def start(complaint: Complaint, kind: str, *, by: Actor, at: datetime, since: date | None = None) -> Deadline:
    """Start a clock on `since` (the day of the act where not given), which is itself not counted (`workday.count`)."""
    first = since or clock.day(at)
    term = policy.term(TERMS[kind], first)
    last = workdays.deadline(complaint.number, DeadlineKind(kind))
    return deadlines.start(
        complaint.number,
        DeadlineKind(kind),
        rule_id=term.id,
        rulebook_version=term.version,
        length=int(term.value),
        by=by,
        at=at,
        since=first,
        round=last.round + 1 if last else 1,
    )


def running(complaint: Complaint, kind: str) -> Deadline | None:
    """The clock of a kind where it is still running."""
    found = workdays.deadline(complaint.number, DeadlineKind(kind))
    return found if found and found.done_at is None and found.dropped_at is None else None


def finish(complaint: Complaint, kind: str, *, at: datetime) -> None:
    """Stop a running clock: what it waited for has happened."""
    if found := running(complaint, kind):
        deadlines.finish(found, at=at)


def end(complaint: Complaint, kind: str, *, why: str, at: datetime) -> None:
    """A clock that no longer applies: dropped in time, or, where it was already missed, kept as missed for good."""
    found = running(complaint, kind)
    if found is None:
        return
    if found.due_on < clock.day(at):
        deadlines.finish(found, at=at)
    else:
        deadlines.drop(found, why=why, at=at)


def end_all(complaint: Complaint, *, why: str, at: datetime) -> None:
    """End whatever runs, as `end` does."""
    for found in workdays.deadlines(complaint.number):
        end(complaint, found.kind, why=why, at=at)
