"""The office's desk: what is late, what falls due, what waits for the office, and this month's numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import User
from app.complaints.models import Complaint
from app.complaints.queries.listing import Filter, Row, listing, rows_of, running
from app.complaints.queries.queues import figure, waiting
from app.complaints.rules import State
from app.kernel.db import db
from app.workdays import queries as workdays
from app.workdays.models import Deadline

SHOWN = 100


@dataclass(frozen=True)
class Rate:
    """A share with what it is made of: nothing is shown that cannot be recomputed."""

    met: int
    of: int

    @property
    def permille(self) -> int | None:
        """Thousandths, rounded down; None where there is nothing to divide."""
        return self.met * 1000 // self.of if self.of else None


@dataclass(frozen=True)
class Desk:
    """What the office sees with no click."""

    overdue: list[Row]
    overdue_total: int
    due_today: list[Row]
    due_next: list[Row]
    next_on: date
    waiting: dict[str, int]
    accepted: int
    verified: Rate
    resolved: Rate
    satisfied: Rate


def desk(*, to: User, today: date) -> Desk:
    """Everything that the desk shows on this day."""
    overdue, total = listing(Filter(view="overdue"), to=to, today=today, per_page=SHOWN)
    soon, _ = listing(Filter(view="due_soon"), to=to, today=today, per_page=SHOWN)
    return Desk(
        overdue=overdue,
        overdue_total=total,
        due_today=[row for row in soon if row.clock and row.clock.due_on == today],
        due_next=[row for row in soon if row.clock and row.clock.due_on > today],
        next_on=workdays.soon(today),
        waiting=waiting(),
        accepted=len(figure("accepted", today)),
        verified=_rate("verified_met", "verified", today),
        resolved=_rate("resolved_met", "resolved", today),
        satisfied=_rate("satisfied", "rated", today),
    )


def _rate(met: str, of: str, today: date) -> Rate:
    return Rate(len(figure(met, today)), len(figure(of, today)))


def next_waiting(*, after: str = "") -> Complaint | None:
    """The complaint that has waited longest for triage, other than the one named."""
    wanted = select(Complaint).where(Complaint.state == State.SUBMITTED, Complaint.number != after)
    return db.session.scalars(wanted.order_by(Complaint.filed_at, Complaint.number).limit(1)).first()


def triage_left(*, to: User) -> list[Row]:
    """What waits for triage, oldest first."""
    wanted = select(Complaint).where(Complaint.state == State.SUBMITTED).order_by(Complaint.filed_at)
    return rows_of(db.session.scalars(wanted.limit(SHOWN)).all(), to=to)


def pressing(today: date) -> Sequence[tuple[Complaint, Deadline]]:
    """Cases with a running clock that is overdue or falls due by the next working day."""
    wanted = (
        select(Complaint, Deadline)
        .join(Deadline, Deadline.subject == Complaint.number)
        .where(Deadline.due_on <= workdays.soon(today), *running())
    )
    return db.session.execute(wanted.order_by(Deadline.due_on, Complaint.number)).all()
