"""Lists of complaints: one filter for pages, exports and the API; late ones first.

A department's list is ordered by due day and random number: the order tells nothing of when somebody complained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts.models import User
from app.complaints.models import CaseSheet, Complaint, Statement
from app.complaints.queries.cases import visible
from app.complaints.rules import OPEN, State
from app.kernel import clock, numbering
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Role
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

VIEWS = ("open", "to_verify", "handling", "due_soon", "overdue", "closed", "all")
EXCERPT = 120


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; every field stands in the address under its own name."""

    view: str = "open"
    q: str = ""
    category: str = ""
    department: int | None = None
    channel: str = ""
    referred_from: date | None = None
    referred_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None


@dataclass(frozen=True)
class Row:
    """One line of a list: the case, an excerpt of what its reader may read, and the clock that runs out first."""

    complaint: Complaint
    excerpt: str
    clock: Deadline | None


def running() -> Any:
    """For each case the first due day of its running clocks; the short one for returning does not count."""
    return (
        select(Deadline.subject, func.min(Deadline.due_on).label("due_on"))
        .where(
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.kind != DeadlineKind.RETURN_WINDOW,
        )
        .group_by(Deadline.subject)
        .subquery("running")
    )


def _matching(wanted: Filter, *, to: User, today: date) -> tuple[Select[Any], Any]:
    first = running()
    chosen = visible(to=to).outerjoin(first, first.c.subject == Complaint.number)
    due_on = first.c.due_on
    wishes = (*_view(wanted.view, due_on, today), *_fields(wanted, to), *_due(wanted, due_on), *_words(wanted.q, to))
    for condition in wishes:
        chosen = chosen.where(condition)
    return chosen, due_on


def _due(wanted: Filter, due_on: Any) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [due_on >= wanted.due_from] if wanted.due_from else []
    return [*conditions, due_on <= wanted.due_to] if wanted.due_to else conditions


def _view(view: str, due_on: Any, today: date) -> list[ColumnElement[bool]]:
    if view == "overdue":
        return [due_on < today]
    if view == "due_soon":
        return [due_on >= today, due_on <= workdays.soon(today)]
    states = {
        "open": OPEN,
        "to_verify": {State.REFERRED},
        "handling": {State.VERIFIED, State.PRELIMINARY, State.IN_PROGRESS},
        "closed": set(State) - OPEN,
    }
    return [Complaint.state.in_(states[view])] if view in states else []


def _fields(wanted: Filter, to: User) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.category:
        conditions.append(Complaint.category == wanted.category)
    if to.role is Role.OVERSIGHT and wanted.department:
        conditions.append(Complaint.department_id == wanted.department)
    if to.role is Role.OVERSIGHT and wanted.channel:
        conditions.append(Complaint.channel == wanted.channel)
    if wanted.referred_from:
        conditions.append(Complaint.referred_at >= clock.midnight(wanted.referred_from))
    if wanted.referred_to:
        conditions.append(Complaint.referred_at < clock.midnight(wanted.referred_to, days=1))
    return conditions


def _words(q: str, to: User) -> list[ColumnElement[bool]]:
    """By number, or by words: of the case sheet for a department, of the complainant too for the office."""
    if not q:
        return []
    try:
        return [Complaint.number == numbering.parse_number(q)]
    except Refused:
        pass
    like = f"%{q.replace('%', '').replace('_', '')}%"
    in_sheet = select(CaseSheet.complaint_id).where(or_(CaseSheet.facts.like(like), CaseSheet.wants.like(like)))
    if to.role is not Role.OVERSIGHT:
        return [Complaint.id.in_(in_sheet)]
    in_words = select(Statement.complaint_id).where(
        or_(Statement.facts.like(like), Statement.about.like(like), Statement.wants.like(like))
    )
    return [or_(Complaint.id.in_(in_sheet), Complaint.id.in_(in_words))]


def listing(wanted: Filter, *, to: User, today: date, page: int = 1, per_page: int = 50) -> tuple[list[Row], int]:
    """One page of the list and the number of all its rows, late ones first."""
    chosen, due_on = _matching(wanted, to=to, today=today)
    total = db.session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0
    newest = [Complaint.filed_at.desc()] if to.role is Role.OVERSIGHT else []
    order = [due_on.is_(None), due_on, *newest, Complaint.number]
    found = db.session.scalars(chosen.order_by(*order).limit(per_page).offset((page - 1) * per_page)).all()
    return rows_of(found, to=to), total


def rows_of(found: Sequence[Complaint], *, to: User) -> list[Row]:
    """Complaints as lines of a list that this user may read."""
    ids, numbers = [one.id for one in found], [one.number for one in found]
    words: Any = Statement if to.role in {Role.OVERSIGHT, Role.ENTERPRISE} else CaseSheet
    text: dict[int, str] = dict(
        db.session.execute(select(words.complaint_id, words.facts).where(words.complaint_id.in_(ids))).all()
    )
    clocks = _first_clocks(numbers)
    return [Row(one, text.get(one.id, "")[:EXCERPT], clocks.get(one.number)) for one in found]


def _first_clocks(numbers: Sequence[str]) -> dict[str, Deadline]:
    """The running clock of each case that runs out first."""
    asked = select(Deadline).where(
        and_(
            Deadline.subject.in_(numbers),
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.kind != DeadlineKind.RETURN_WINDOW,
        )
    )
    found = db.session.scalars(asked.order_by(Deadline.due_on.desc(), Deadline.id.desc()))
    return {deadline.subject: deadline for deadline in found}


def counts(*, to: User, today: date) -> dict[str, int]:
    """How many rows each view has, for the tabs."""
    found = {}
    for view in VIEWS:
        chosen, _ = _matching(Filter(view=view), to=to, today=today)
        found[view] = db.session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0
    return found
