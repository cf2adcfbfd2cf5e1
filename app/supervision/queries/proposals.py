"""What the rule proposes today: derived from the running clocks and from what was issued, stored nowhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.departments.models import Department
from app.kernel.db import db
from app.policy import queries as policy
from app.supervision import rules
from app.supervision.models import Dismissal, Matter, Order
from app.supervision.rules import COLOURS, Kind, Numbers, State
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, days_left


class Late(NamedTuple):
    """A clock of a department that runs out soon or has run out, and what it leads to (None: nothing)."""

    complaint: Complaint
    deadline: Deadline
    left: int
    kind: Kind | None


@dataclass(frozen=True)
class Proposal:
    """An order that the rule proposes to a unit: its colour, and the clocks that it would be about."""

    kind: Kind
    department: Department
    rows: list[Late]


def numbers(on: date) -> Numbers:
    """The rulebook's numbers of a day."""
    return Numbers(*(int(policy.term(f"supervision.{name}", on).value) for name in Numbers._fields))


def late(today: date) -> list[Late]:
    """Every clock of a department that is due soon or late, the latest first, with what is proposed about it."""
    pairs = [pair for pair in complaints.pressing(today) if _of_department(*pair)]
    found = proposed([deadline for _complaint, deadline in pairs], today)
    return [Late(complaint, deadline, *found[deadline.id]) for complaint, deadline in pairs]


def _of_department(complaint: Complaint, deadline: Deadline) -> bool:
    return complaint.department_id is not None and deadline.kind is not DeadlineKind.ACCEPTANCE


def proposed(deadlines: Sequence[Deadline], today: date) -> dict[int, tuple[int, Kind | None]]:
    """For each of these clocks, by its key, the working days that are left and what is proposed about it."""
    ids = [deadline.id for deadline in deadlines]
    issued, unanswered = _issued(ids), _unanswered(ids, today)
    found, calendar = numbers(today), workdays.calendar()
    return {
        one.id: _proposed(one, today, days_left(one.due_on, today, calendar), issued, one.id in unanswered, found)
        for one in deadlines
    }


def _proposed(
    deadline: Deadline,
    today: date,
    left: int,
    issued: Collection[tuple[int, Kind]],
    unanswered: bool,
    found: Numbers,
) -> tuple[int, Kind | None]:
    kind = rules.proposed(left, over=deadline.due_on < today, unanswered=unanswered, numbers=found)
    if kind is not None and any((deadline.id, same) in issued for same in COLOURS[COLOURS.index(kind) :]):
        kind = None
    return left, kind


def _issued(ids: Collection[int]) -> set[tuple[int, Kind]]:
    """What stands already for these clocks: orders that were not withdrawn, and proposals that were dismissed."""
    standing = (Matter.deadline_id.in_(ids), Order.state != State.WITHDRAWN)
    asked = select(Matter.deadline_id, Order.kind).join(Order, Order.id == Matter.order_id).where(*standing)
    orders = {(deadline_id or 0, kind) for deadline_id, kind in db.session.execute(asked).all()}
    gone = select(Dismissal.deadline_id, Dismissal.kind).where(Dismissal.deadline_id.in_(ids))
    return orders | {(deadline_id, kind) for deadline_id, kind in db.session.execute(gone).all()}


def _unanswered(ids: Collection[int], today: date) -> set[int]:
    """The clocks about which a yellow order was not answered within its time."""
    waiting = (Deadline.kind == DeadlineKind.ANSWER, Deadline.due_on < today)
    asked = (
        select(Matter.deadline_id)
        .join(Order, Order.id == Matter.order_id)
        .join(Deadline, Deadline.subject == Order.number)
        .where(Matter.deadline_id.in_(ids), Order.kind == Kind.YELLOW, *waiting)
        .where(Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))
    )
    return {found or 0 for found in db.session.scalars(asked)}


def proposals(today: date) -> list[Proposal]:
    """What the rule proposes, red first, by unit."""
    grouped: dict[tuple[Kind, int], list[Late]] = {}
    for row in late(today):
        if row.kind is not None:
            grouped.setdefault((row.kind, row.complaint.department_id or 0), []).append(row)
    units = {one.id: one for one in db.session.scalars(select(Department))}
    found = [Proposal(kind, units[unit], rows) for (kind, unit), rows in grouped.items()]
    return sorted(found, key=lambda one: (-COLOURS.index(one.kind), one.department.code))
