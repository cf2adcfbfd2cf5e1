"""The timer wall: how many cases of each department run out when (Y-03)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.complaints.models import Complaint
from app.complaints.queries.listing import running
from app.kernel.db import db
from app.workdays import queries as workdays
from app.workdays.models import Deadline

FOREVER = date.max


@dataclass(frozen=True)
class Column:
    """The cases whose first clock runs out between two days, both included."""

    name: str
    since: date | None
    until: date | None


def columns(today: date) -> list[Column]:
    """Overdue, today, the next working day, the rest of the seven days after today, later."""
    soon, week = workdays.soon(today), max(workdays.soon(today), today + timedelta(days=7))
    day = timedelta(days=1)
    return [
        Column("overdue", None, today - day),
        Column("today", today, today),
        Column("next", today + day, soon),
        Column("week", soon + day, week),
        Column("later", week + day, None),
    ]


def wall(today: date) -> Mapping[int, Counter[str]]:
    """For each department that has cases with a running clock: how many of them lie in which column."""
    asked = (
        select(Complaint.department_id, func.min(Deadline.due_on))
        .join(Deadline, Deadline.subject == Complaint.number)
        .where(Complaint.department_id.is_not(None), *running())
        .group_by(Complaint.number, Complaint.department_id)
    )
    bounds = columns(today)
    found: dict[int, Counter[str]] = {}
    for department_id, due_on in db.session.execute(asked).all():
        column = next(one for one in bounds if due_on <= (one.until or FOREVER))
        found.setdefault(department_id or 0, Counter())[column.name] += 1
    return found
