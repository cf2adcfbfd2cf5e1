"""Lists of filings: one filter for pages and exports; whose clocks have run out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.accounts.models import User
from app.kernel.db import db
from app.penalties.models import Decision, Filing
from app.penalties.queries.cases import visible
from app.penalties.rules import State
from app.workdays.models import Deadline

MOST_WORDS = 5


class Filters(NamedTuple):
    """What narrows the list; None and empty let everything through."""

    text: str = ""
    department_id: int | None = None
    state: State | None = None
    decided: bool | None = None


EVERYTHING = Filters()


def search(filters: Filters, *, to: User, limit: int = 50, offset: int = 0) -> Sequence[Filing]:
    """The filings that the filters let through, the latest first."""
    asked = _fitting(filters, to).order_by(Filing.filed_at.desc(), Filing.id.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).all()


def count(filters: Filters, *, to: User) -> int:
    """How many `search` finds."""
    found = select(func.count()).select_from(_fitting(filters, to).subquery())
    return db.session.scalar(found) or 0


def export(filters: Filters, *, to: User) -> Sequence[Filing]:
    """Everything that `search` finds, the oldest first."""
    return db.session.scalars(_fitting(filters, to).order_by(Filing.filed_at, Filing.id)).all()


def late(to: User, today: date) -> list[Filing]:
    """The filings whose decision should have been published, or taken down, before today."""
    over = select(Deadline.subject).where(
        Deadline.due_on < today, Deadline.done_at.is_(None), Deadline.dropped_at.is_(None)
    )
    return list(db.session.scalars(visible(to).where(Filing.number.in_(over)).order_by(Filing.filed_at)))


def _fitting(filters: Filters, to: User) -> Select[Filing]:
    asked = visible(to).where(*_narrowed(filters))
    for word in filters.text.split()[:MOST_WORDS]:
        ways = (Filing.party_name, Filing.matter, Filing.case_no)
        found = [way.contains(word, autoescape=True) for way in ways]
        found += [way.contains(word.upper(), autoescape=True) for way in (Filing.number, Filing.party_code)]
        asked = asked.where(or_(*found))
    return asked


def _narrowed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.department_id is not None:
        yield Filing.department_id == filters.department_id
    if filters.state is not None:
        yield Filing.state == filters.state
    if filters.decided is not None:
        made = select(Decision.filing_id)
        yield Filing.id.in_(made) if filters.decided else Filing.id.not_in(made)
