"""The verbs on deadlines. They write no ledger entry: the act that calls them does."""

from datetime import date, datetime

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.workdays import queries, rules
from app.workdays.models import Deadline


def start(
    subject: str,
    kind: rules.DeadlineKind,
    *,
    rule_id: str,
    rulebook_version: int,
    length: int,
    by: Actor,  # noqa: ARG001
    at: datetime,
    since: date | None = None,
    round: int = 1,  # noqa: A002
) -> Deadline:
    """Start a period of `length` working days on the day `since` (the day of `at` where none is given).

    A case has one deadline of a kind in a round: a second one is refused by the database.
    """
    calendar = queries.calendar()
    starts_on = since or clock.day(at)
    end = rules.due(starts_on, length, calendar)
    deadline = Deadline(
        subject=subject,
        kind=kind,
        round=round,
        rule_id=rule_id,
        rulebook_version=rulebook_version,
        calendar_version=calendar.version,
        starts_on=starts_on,
        length=length,
        extension=0,
        first_due_on=end.on,
        due_on=end.on,
        provisional=end.provisional,
        started_at=at,
    )
    db.session.add(deadline)
    db.session.flush()
    return deadline


def finish(deadline: Deadline, *, at: datetime) -> None:
    """What was due is done. Refuses `deadline_ended` where it ended before."""
    _demand_open(deadline)
    deadline.done_at = at


def drop(deadline: Deadline, *, why: str, at: datetime) -> None:
    """The deadline falls away, for the reason `why` (a code or a sentence). Refuses `deadline_ended`."""
    _demand_open(deadline)
    deadline.dropped_at, deadline.dropped_why = at, why


def extend(deadline: Deadline, *, days: int, at: datetime) -> None:  # noqa: ARG001
    """Give `days` more working days; `first_due_on` stays on view. Refuses `deadline_ended`, `deadline_length`."""
    _demand_open(deadline)
    calendar = queries.calendar()
    rules.due(deadline.starts_on, days, calendar)
    extension = deadline.extension + days
    recompute(deadline, calendar, extension)


def recompute(deadline: Deadline, calendar: rules.Calendar, extension: int) -> None:
    """Set both ends, the mark and the evidence from this calendar."""
    first = rules.due(deadline.starts_on, deadline.length, calendar)
    end = rules.due(deadline.starts_on, deadline.length + extension, calendar)
    deadline.extension, deadline.first_due_on = extension, first.on
    deadline.due_on, deadline.provisional, deadline.calendar_version = end.on, end.provisional, calendar.version


def _demand_open(deadline: Deadline) -> None:
    if not deadline.is_open:
        raise Conflict("deadline_ended")
