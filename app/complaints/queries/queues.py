"""Prepared lists: what waits for the office, and the cases behind each number of its desk.

A number of the desk is the length of the list that it links to: both come from here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.complaints.models import Complaint, Extension, Rating, Rectification, Supplement, Unsealing
from app.complaints.queries.cases import visible
from app.complaints.queries.listing import Row, rows_of
from app.complaints.rules import OPEN, State, is_negative
from app.kernel import clock
from app.kernel.db import db
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

QUEUES = ("triage", "returned", "extensions", "supplements", "call_backs", "reviews", "unsealings")
FIGURES = ("accepted", "verified_met", "verified", "resolved_met", "resolved", "satisfied", "rated")


def _queues() -> dict[str, Select[int]]:
    """The cases of each queue. A supplement waits as long as its case is open and lies with a department."""
    return {
        "triage": select(Complaint.id).where(Complaint.state == State.SUBMITTED),
        "returned": select(Complaint.id).where(Complaint.state == State.RETURNED),
        "extensions": select(Extension.complaint_id).where(Extension.granted.is_(None)),
        "supplements": select(Supplement.complaint_id)
        .join(Complaint)
        .where(Supplement.handed_at.is_(None), Complaint.department_id.is_not(None), Complaint.state.in_(OPEN)),
        "call_backs": select(Rectification.complaint_id).where(
            Rectification.submitted_at.is_not(None), Rectification.called_back_at.is_(None)
        ),
        "reviews": select(Complaint.id).where(Complaint.state == State.UNDER_REVIEW),
        "unsealings": select(Unsealing.complaint_id).where(
            Unsealing.approved_at.is_(None), Unsealing.refused_at.is_(None)
        ),
    }


def waiting() -> dict[str, int]:
    """How many cases wait for the office, by queue."""
    return {
        name: db.session.scalar(select(func.count()).select_from(ids.distinct().subquery())) or 0
        for name, ids in _queues().items()
    }


def figure(name: str, today: date) -> set[str]:
    """The numbers of the cases that a figure of this month counts.

    On time: of the cases with a clock of the kind that ran out this month, those without a missed one.
    Satisfied: of the cases rated this month, those whose last rating is three of five or better.
    """
    first = today.replace(day=1)
    if name == "accepted":
        return set(db.session.scalars(select(Complaint.number).where(Complaint.referred_at >= clock.midnight(first))))
    if name in {"satisfied", "rated"}:
        return _rated(first, only_good=name == "satisfied")
    kind = DeadlineKind.VERIFICATION if name.startswith("verified") else DeadlineKind.RESOLUTION
    return _ended(kind, first, today, only_met=name.endswith("_met"))


def _ended(kind: DeadlineKind, first: date, today: date, *, only_met: bool) -> set[str]:
    ended = db.session.execute(
        select(Deadline.subject, Deadline.due_on, Deadline.done_at).where(
            Deadline.kind == kind,
            Deadline.dropped_at.is_(None),
            Deadline.due_on >= first,
            Deadline.due_on < today,
        )
    ).all()
    missed = {subject for subject, due_on, done_at in ended if not done_at or clock.day(done_at) > due_on}
    return {subject for subject, _, _ in ended} - (missed if only_met else set())


def _rated(first: date, *, only_good: bool) -> set[str]:
    ratings = select(Complaint.number, Rating.score).join(Rating, Rating.complaint_id == Complaint.id)
    found = db.session.execute(ratings.where(Rating.at >= clock.midnight(first)).order_by(Rating.round)).all()
    last = dict(found)
    return {number for number, score in last.items() if not (only_good and is_negative(score))}


def prepared(name: str, *, to: User, today: date, page: int = 1, per_page: int = 50) -> tuple[list[Row], int]:
    """One page of a queue (what has waited longest first) or of a figure's cases, and how many there are."""
    wanted: Any = visible(to=to)
    numbers: Sequence[str] | None = None
    if name in QUEUES:
        wanted = wanted.where(Complaint.id.in_(_queues()[name]))
        total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        wanted = wanted.limit(per_page).offset((page - 1) * per_page)
    else:
        numbers = sorted(figure(name, today))
        total = len(numbers)
        wanted = wanted.where(Complaint.number.in_(numbers[(page - 1) * per_page : page * per_page]))
    found = db.session.scalars(wanted.order_by(Complaint.state_since, Complaint.number)).all()
    return rows_of(found, to=to), total
