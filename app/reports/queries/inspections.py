"""Visits, quiet days, draws, what is published of them, penalties, orders."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import func, select

from app.draws.models import Draw
from app.kernel import clock
from app.kernel.db import db
from app.penalties.models import Filing
from app.plans import queries as plans
from app.plans.rules import State as PlanState
from app.publication import queries as publication
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State as Asked
from app.reports.queries.spans import Count, Span
from app.reports.rules import Row
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.supervision.rules import State as Ordered
from app.visits import queries as visiting
from app.visits import rules as visits
from app.visits.models import CheckIn, Companion, Visit

_DECIDED = (Asked.APPROVED, Asked.REJECTED)
_VISIT = (Visit.department_id, Visit.number, Visit.state, Visit.basis, Visit.covered)


def quiet_requests(span: Span) -> Iterator[Row]:
    """Requests for quiet days, by the day on which they were sent."""
    for one in _requests(QuietDayRequest.submitted_at >= span.since, QuietDayRequest.submitted_at < span.until):
        yield Row(clock.day(one.submitted_at), one.visit.department_id, one.number)


def quiet_approved(span: Span) -> Iterator[Row]:
    """Requests that were decided; in the numerator those that were approved, withdrawn since or not."""
    for one in _requests(QuietDayRequest.decided_at >= span.since, QuietDayRequest.decided_at < span.until):
        if one.decided_at is not None and (one.filing is not None or one.state in _DECIDED):
            yield Row(clock.day(one.decided_at), one.visit.department_id, one.number, one.filing is not None)


def _requests(*which: Any) -> Iterator[QuietDayRequest]:
    asked = select(QuietDayRequest).where(*which).order_by(QuietDayRequest.number)
    yield from db.session.scalars(asked).unique()


def quiet_entries(span: Span) -> Iterator[Row]:
    """Entries on quiet days, each day by the rulebook in force on it."""
    yield from (row for row, _free in _on_quiet_days(span))


def quiet_unapproved(span: Span) -> Iterator[Row]:
    """Entries on quiet days that nobody approved and that the rulebook does not let go without."""
    yield from (row for row, free in _on_quiet_days(span) if not free)


def _on_quiet_days(span: Span) -> Iterator[tuple[Row, bool]]:
    """Every entry on a quiet day, and whether it was approved or needs no approval."""
    asked = select(CheckIn.on, *_VISIT).join(Visit, Visit.id == CheckIn.visit_id)
    asked = asked.where(CheckIn.on.between(span.first, span.last)).order_by(CheckIn.on, Visit.number)
    is_quiet = cache(lambda on: visits.is_quiet(on, visiting.window(on)))
    needs_approval = cache(visiting.needs_approval)
    for on, unit, number, state, basis, covered in db.session.execute(asked):
        if is_quiet(on):
            let = on.isoformat() in covered or not needs_approval(on, basis)
            yield Row(on, unit, number), state is not visits.State.EMERGENCY and let


def entered(span: Span) -> Iterator[Row]:
    """Visits by the day of their first entry; in the numerator of `visits_joint` those of several departments."""
    first = select(CheckIn.visit_id, func.min(CheckIn.on).label("day")).group_by(CheckIn.visit_id).subquery()
    joint = select(Companion.visit_id).where(Companion.visit_id == Visit.id).exists()
    asked = select(first.c.day, Visit.department_id, Visit.number, joint).join(Visit, Visit.id == first.c.visit_id)
    asked = asked.where(first.c.day.between(span.first, span.last)).order_by(Visit.number)
    for on, unit, number, together in db.session.execute(asked):
        yield Row(on, unit, number, bool(together))


def draws_published(span: Span) -> Iterator[Row]:
    """Draws whose result was published."""
    asked = select(Draw.published_at, Draw.number).where(Draw.published_at >= span.since)
    for at, number in db.session.execute(asked.where(Draw.published_at < span.until).order_by(Draw.number)):
        yield Row(clock.day(at or span.since), None, number)


def whole_year(name: str) -> Count:
    """Counts one of the three rates of the year in which a span ends, as of its last day."""

    def count(span: Span) -> Iterator[Row]:
        plan = plans.find(span.last.year)
        if plan is None or plan.state is not PlanState.PUBLISHED:
            return
        rate = publication.RATES[name](plan, span.last)
        yield from (Row(span.last, None, ref, False) for ref, _lacking in rate.broken)
        yield from (Row(span.last, None, "") for _ in range(rate.done))

    return count


def filings(span: Span) -> Iterator[Row]:
    """Penalties that were filed."""
    yield from (row for row, _late in _filed(span))


def filed_late(span: Span) -> Iterator[Row]:
    """Penalties that were decided before they were filed."""
    yield from (row for row, late in _filed(span) if late)


def _filed(span: Span) -> Iterator[tuple[Row, bool]]:
    asked = select(Filing.filed_at, Filing.department_id, Filing.number, Filing.late_on)
    asked = asked.where(Filing.filed_at >= span.since, Filing.filed_at < span.until).order_by(Filing.number)
    for at, unit, number, late_on in db.session.execute(asked):
        yield Row(clock.day(at), unit, number), late_on is not None


def ordered(*kinds: Kind) -> Count:
    """Counts the orders of these kinds that were issued and not withdrawn."""

    def count(span: Span) -> Iterator[Row]:
        asked = select(Order.issued_at, Order.department_id, Order.number)
        asked = asked.where(Order.kind.in_(kinds), Order.state != Ordered.WITHDRAWN)
        asked = asked.where(Order.issued_at >= span.since, Order.issued_at < span.until)
        for at, unit, number in db.session.execute(asked.order_by(Order.number)):
            yield Row(clock.day(at), unit, number)

    return count
