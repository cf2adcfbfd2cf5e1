"""The timer work: who has to act today or is late is told once for each clock. Nothing is marked, no state is set."""

from datetime import datetime

from sqlalchemy import select

from app.complaints import queries
from app.complaints.service import acts
from app.kernel import clock
from app.kernel.db import db
from app.notices.models import Notice
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind, Standing

OF_OFFICE = frozenset({DeadlineKind.ACCEPTANCE})


def remind(*, at: datetime) -> int:
    """Tell departments (and the office of its own clock) what falls due by the next working day or is overdue."""
    today, told = clock.day(at), 0
    for complaint, deadline in queries.pressing(today):
        standing = workdays.standing(deadline, today)
        kind = "clock_overdue" if standing is Standing.OVERDUE else "clock_due_soon"
        if _told_before(complaint.number, kind, deadline.kind):
            continue
        facts = {"clock": str(deadline.kind), "due": deadline.due_on.isoformat()}
        tell = acts.tell_office if deadline.kind in OF_OFFICE else acts.tell_department
        tell(complaint, kind, at=at, **facts)
        told += 1
    return told


def _told_before(number: str, kind: str, deadline_kind: str) -> bool:
    sent = db.session.scalars(select(Notice).where(Notice.ref == number, Notice.kind == kind))
    return any(notice.facts.get("clock") == deadline_kind for notice in sent)
