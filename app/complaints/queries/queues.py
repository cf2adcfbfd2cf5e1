"""Prepared lists: what waits for the office, and the cases behind each number of its desk.

A number of the desk is the length of the list that it links to: both come from here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints.models import Complaint, Extension, Rectification, Supplement, Unsealing
from app.complaints.queries.cases import visible
from app.complaints.queries.figures import figures
from app.complaints.queries.listing import Row, rows_of
from app.complaints.rules import OPEN, State
from app.kernel.db import db
from app.workdays.rules import Stretch

QUEUES = ("triage", "returned", "extensions", "supplements", "call_backs", "reviews", "unsealings")


class Waiting(NamedTuple):
    """How many cases wait in a queue, and since when the one that has waited longest (None: nothing waits)."""

    total: int
    since: datetime | None


def _queues() -> dict[str, Any]:
    """The cases of each queue with the instant since when they wait. A supplement waits as long as its case is open
    and lies with a department.
    """
    return {
        "triage": _in(State.SUBMITTED),
        "returned": _in(State.RETURNED),
        "extensions": select(Extension.complaint_id, Extension.requested_at).where(Extension.granted.is_(None)),
        "supplements": select(Supplement.complaint_id, Supplement.at)
        .join(Complaint)
        .where(Supplement.handed_at.is_(None), Complaint.department_id.is_not(None), Complaint.state.in_(OPEN)),
        "call_backs": select(Rectification.complaint_id, Rectification.submitted_at).where(
            Rectification.submitted_at.is_not(None), Rectification.called_back_at.is_(None)
        ),
        "reviews": _in(State.UNDER_REVIEW),
        "unsealings": select(Unsealing.complaint_id, Unsealing.requested_at).where(
            Unsealing.approved_at.is_(None), Unsealing.refused_at.is_(None)
        ),
    }


def _in(state: State) -> Any:
    return select(Complaint.id, Complaint.state_since).where(Complaint.state == state)


def waiting() -> dict[str, Waiting]:
    """What waits for the office, by queue."""
    return {name: _waiting(asked) for name, asked in _queues().items()}


def _waiting(asked: Any) -> Waiting:
    case, since = asked.subquery().c
    return Waiting(*db.session.execute(select(func.count(case.distinct()), func.min(since))).one())


def prepared(
    name: str, *, to: User, today: date, month: Stretch, page: int = 1, per_page: int = 50
) -> tuple[list[Row], int]:
    """One page of a queue, what has waited longest first, or of a month's figure; and how many there are."""
    wanted: Any = visible(to=to)
    numbers: Sequence[str] | None = None
    if name in QUEUES:
        cases = _queues()[name].subquery().c[0]
        wanted = wanted.where(Complaint.id.in_(select(cases)))
        total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        wanted = wanted.limit(per_page).offset((page - 1) * per_page)
    else:
        numbers = [one.number for one in figures(month, today)[name]]
        total = len(numbers)
        wanted = wanted.where(Complaint.number.in_(numbers[(page - 1) * per_page : page * per_page]))
    found = db.session.scalars(wanted.order_by(Complaint.state_since, Complaint.number)).all()
    return rows_of(found, to=to), total
