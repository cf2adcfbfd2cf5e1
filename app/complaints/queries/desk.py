"""The office's desk: what is late, what falls due, what waits for the office, and this month's numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.complaints.models import Complaint, Extension, Rating, Rectification, Supplement, Unsealing
from app.complaints.queries.listing import Filter, Row, listing, rows_of
from app.complaints.rules import State
from app.kernel import clock
from app.kernel.db import db
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

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
    first = today.replace(day=1)
    return Desk(
        overdue=overdue,
        overdue_total=total,
        due_today=[row for row in soon if row.clock and row.clock.due_on == today],
        due_next=[row for row in soon if row.clock and row.clock.due_on > today],
        next_on=workdays.soon(today),
        waiting=_waiting(),
        accepted=_count(select(Complaint.id).where(Complaint.referred_at >= clock.midnight(first))),
        verified=_on_time(DeadlineKind.VERIFICATION, first, today),
        resolved=_on_time(DeadlineKind.RESOLUTION, first, today),
        satisfied=_satisfied(first),
    )


def _count(chosen: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _waiting() -> dict[str, int]:
    """What waits for the office, by queue."""
    return {
        "triage": _count(select(Complaint.id).where(Complaint.state == State.SUBMITTED)),
        "returned": _count(select(Complaint.id).where(Complaint.state == State.RETURNED)),
        "extensions": _count(select(Extension.id).where(Extension.granted.is_(None))),
        "supplements": _count(
            select(Supplement.id)
            .join(Complaint)
            .where(Supplement.handed_at.is_(None), Complaint.department_id.is_not(None))
        ),
        "call_backs": _count(
            select(Rectification.id).where(
                Rectification.submitted_at.is_not(None), Rectification.called_back_at.is_(None)
            )
        ),
        "reviews": _count(select(Complaint.id).where(Complaint.state == State.UNDER_REVIEW)),
        "unsealings": _count(
            select(Unsealing.id).where(Unsealing.approved_at.is_(None), Unsealing.refused_at.is_(None))
        ),
    }


def _on_time(kind: DeadlineKind, first: date, today: date) -> Rate:
    """Of the clocks of a kind that ran out or were stopped since the first of the month, those stopped in time."""
    ended = db.session.scalars(
        select(Deadline).where(
            Deadline.kind == kind,
            Deadline.dropped_at.is_(None),
            Deadline.due_on >= first,
            Deadline.due_on < today,
        )
    ).all()
    met = sum(1 for one in ended if one.done_at and clock.day(one.done_at) <= one.due_on)
    return Rate(met, len(ended))


def _satisfied(first: date) -> Rate:
    """Of this month's ratings, those of three and more of five."""
    scores = db.session.scalars(select(Rating.score).where(Rating.at >= clock.midnight(first))).all()
    return Rate(sum(1 for score in scores if score >= 3), len(scores))


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
        .where(
            Deadline.due_on <= workdays.soon(today),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.kind != DeadlineKind.RETURN_WINDOW,
        )
    )
    return db.session.execute(wanted.order_by(Deadline.due_on, Complaint.number)).tuples().all()
