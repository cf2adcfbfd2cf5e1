"""Requests that nobody has decided: when the leader is reminded, when the office is told, when it is too late."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db
from app.policy import queries as policy
from app.quiet_days import rules
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State
from app.visits.models import Visit
from app.visits.rules import State as Standing
from app.workdays import queries as workdays


def undecided() -> Sequence[QuietDayRequest]:
    """Every request that waits for a decision, the oldest first."""
    asked = select(QuietDayRequest).where(QuietDayRequest.state == State.SUBMITTED)
    return db.session.scalars(asked.order_by(QuietDayRequest.submitted_at, QuietDayRequest.id)).unique().all()


def reminds(request: QuietDayRequest) -> datetime:
    """When the leader is reminded: so many working hours after it was sent (`quiet.remind`, `workday.hours`)."""
    on = clock.day(request.submitted_at)
    hours, of_day = policy.term("quiet.remind", on).value, policy.term("workday.hours", on).value
    calendar = workdays.calendar()
    return rules.hours_after(request.submitted_at, int(hours), rules.spans(of_day), calendar.is_working)


def escalates(request: QuietDayRequest) -> date:
    """The last day before the office is told: so many working days after it was sent (`quiet.escalate`)."""
    on = clock.day(request.submitted_at)
    return workdays.calendar().after(on, int(policy.term("quiet.escalate", on).value))


def over(today: date) -> Sequence[QuietDayRequest]:
    """Requests whose quiet days have all gone by without an approval.

    One that came back lives on in a draft that was moved to other days: it is sent again for those.
    """
    open_ones = select(QuietDayRequest).where(QuietDayRequest.state.in_((State.SUBMITTED, State.RETURNED)))
    found = db.session.scalars(open_ones.order_by(QuietDayRequest.id)).unique()
    return [request for request in found if max(request.quiet_days) < today and not _moved(request.visit, today)]


def _moved(visit: Visit, today: date) -> bool:
    """Whether a draft lies for days to come."""
    return visit.state is Standing.DRAFT and visit.ends_on >= today
