"""Lists of complaints: one filter for pages, exports and the API; late ones first.

A department's list is ordered by due day and random number: the order tells nothing of when somebody complained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, or_, select

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
STATES = {
    "open": OPEN,
    "to_verify": frozenset({State.REFERRED}),
    "handling": frozenset({State.VERIFIED, State.PRELIMINARY, State.IN_PROGRESS}),
    "closed": frozenset(State) - OPEN,
}
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


def running() -> tuple[ColumnElement[bool], ...]:
    """What makes a clock count in a list: it runs, and is not the short one for returning a referral."""
    return Deadline.done_at.is_(None), Deadline.dropped_at.is_(None), Deadline.kind != DeadlineKind.RETURN_WINDOW


def _first_due() -> Any:
    """The day on which the case's first running clock runs out, for the order of a list."""
    first = select(func.min(Deadline.due_on)).where(Deadline.subject == Complaint.number, *running())
    return first.correlate(Complaint).scalar_subquery()


def _matching(wanted: Filter, *, to: User, today: date) -> Select[Any]:
    chosen = visible(to=to)
    wishes = (*_view(wanted.view, today), *_fields(wanted, to), *_due(wanted.due_from, wanted.due_to))
    for condition in (*wishes, *_words(wanted.q, to)):
        chosen = chosen.where(condition)
    return chosen


def _due(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """The first running clock runs out between two days, both included: one does, and none does earlier."""
    if since is None and until is None:
        return []
    within = select(Deadline.subject).where(*running())
    if since:
        within = within.where(Deadline.due_on >= since)
    if until:
        within = within.where(Deadline.due_on <= until)
    one = Complaint.number.in_(within)
    if since is None:
        return [one]
    earlier = select(Deadline.id).where(Deadline.subject == Complaint.number, *running(), Deadline.due_on < since)
    return [one, not_(earlier.correlate(Complaint).exists())]


def _view(view: str, today: date) -> list[ColumnElement[bool]]:
    if view == "overdue":
        return _due(None, today - timedelta(days=1))
    if view == "due_soon":
        return _due(today, workdays.soon(today))
    return [Complaint.state.in_(STATES[view])] if view in STATES else []


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
    """One page of the list and the number of all its rows: late ones first, the office's closed ones by their age."""
    chosen = _matching(wanted, to=to, today=today)
    first, of_office = _first_due(), to.role is Role.OVERSIGHT
    newest = [Complaint.filed_at.desc()] if of_office else []
    late = [] if of_office and wanted.view in {"closed", "all"} else [first.is_(None), first]
    ordered = chosen.order_by(*late, *newest, Complaint.number)
    found = db.session.scalars(ordered.limit(per_page).offset((page - 1) * per_page)).all()
    return rows_of(found, to=to), _count(chosen)


def _count(chosen: Select[Any]) -> int:
    counted = chosen.with_only_columns(func.count(Complaint.id), maintain_column_froms=True)
    return db.session.scalar(counted) or 0


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
    asked = select(Deadline).where(Deadline.subject.in_(numbers), *running())
    found = db.session.scalars(asked.order_by(Deadline.due_on.desc(), Deadline.id.desc()))
    return {deadline.subject: deadline for deadline in found}


def counts(*, to: User, today: date) -> dict[str, int]:
    """How many rows each view has, for the tabs."""
    states = visible(to=to).with_only_columns(Complaint.state, func.count(Complaint.id), maintain_column_froms=True)
    of: dict[State, int] = dict(db.session.execute(states.group_by(Complaint.state)).all())
    found = {view: sum(of.get(state, 0) for state in STATES[view]) for view in STATES}
    found["all"] = sum(of.values())
    for view in ("due_soon", "overdue"):
        found[view] = _count(_matching(Filter(view=view), to=to, today=today))
    return found
