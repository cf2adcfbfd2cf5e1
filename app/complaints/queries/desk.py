"""What waits for triage, and whose clocks press."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.accounts.models import User
from app.complaints.models import Complaint
from app.complaints.queries.listing import Row, rows_of, running
from app.complaints.rules import State
from app.kernel.db import db
from app.workdays import queries as workdays
from app.workdays.models import Deadline

SHOWN = 100


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
