"""Clocks that ended in a span, and whether they were met: the ledger decides, not the row alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select

from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.kernel import clock
from app.kernel.db import db
from app.reports.queries.spans import Count, Span
from app.reports.rules import Row
from app.supervision.models import Order
from app.visits.models import Visit
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind


class Owner(NamedTuple):
    """Whose clocks: the column with the number of the case, and the one with its unit."""

    number: Any
    unit: Any


COMPLAINTS = Owner(Complaint.number, complaints.bearer())
VISITS = Owner(Visit.number, Visit.department_id)
ORDERS = Owner(Order.number, Order.department_id)
K = DeadlineKind
OF_UNITS = (K.VERIFICATION, K.RESOLUTION, K.PRELIMINARY, K.RECTIFICATION)


def ended(owner: Owner, *kinds: DeadlineKind) -> Count:
    """Counts the clocks of these kinds that ended in a span; in the numerator those that were met."""

    def count(span: Span) -> Iterator[Row]:
        found = _of(owner, kinds, Deadline.due_on.between(span.first, span.last))
        running = [(one, unit) for one, unit in found if not _dropped_by(one, one.due_on)]
        proofs = workdays.proofs([one for one, _unit in running])
        for one, unit in running:
            proof = proofs.get(one.id)
            met = proof is not None and proof.on is not None and proof.on <= one.due_on
            yield Row(one.due_on, unit, one.subject, met)

    return count


def every(span: Span) -> Iterator[Row]:
    """All clocks of units that ended in a span."""
    yield from ended(COMPLAINTS, *OF_UNITS)(span)
    yield from ended(VISITS, K.PUBLICITY)(span)
    yield from ended(ORDERS, K.ANSWER)(span)


def overdue(span: Span) -> Iterator[Row]:
    """Clocks of complaints that had run out by the end of a span and were neither met nor dropped by then."""
    late = or_(Deadline.done_at.is_(None), Deadline.done_at >= span.until)
    for one, unit in _of(COMPLAINTS, OF_UNITS, Deadline.due_on <= span.last, late):
        if not _dropped_by(one, span.last):
            yield Row(one.due_on, unit, one.subject)


def _dropped_by(one: Deadline, day: date) -> bool:
    return one.dropped_at is not None and clock.day(one.dropped_at) <= day


def _of(owner: Owner, kinds: Sequence[DeadlineKind], *which: ColumnElement[bool]) -> list[tuple[Deadline, int | None]]:
    asked = select(Deadline, owner.unit).join(owner.number.class_, owner.number == Deadline.subject)
    asked = asked.where(Deadline.kind.in_(kinds), *which).order_by(Deadline.due_on, Deadline.subject, Deadline.id)
    return [(one, unit) for one, unit in db.session.execute(asked)]
