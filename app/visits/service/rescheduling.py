"""Another day for a visit. On a quiet day it needs its leader first: it is a draft again, and its pass is void."""

from datetime import date, datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.errors import Refused
from app.ledger.service import record
from app.visits import queries, rules
from app.visits.models import Visit
from app.visits.rules import State
from app.visits.service.drafting import expect, lead
from app.visits.service.passes import new_code
from app.visits.service.telling import tell_enterprise, tell_people


def reschedule(visit: Visit, days: tuple[date, date], *, seen: int | None = None, by: User, at: datetime) -> None:
    """Move a visit that nobody has begun. On days that nobody must approve its pass goes on to hold.

    Refuses days gone by, another year, what stops the visit on the new days, and one whose quiet days were approved.
    """
    expect(visit, seen)
    state = rules.after(visit.state, "reschedule")
    lead(visit, by)
    _check(visit, days, clock.day(at))
    code, before = visit.code, visit.starts_on
    visit.starts_on, visit.ends_on = days
    visit.state, visit.code, visit.state_since, visit.revised_at = state, None, at, at
    rules.check(queries.points(visit))
    if not queries.needed(visit):
        visit.state, visit.code = rules.after(state, "register"), code or new_code()
    tell_enterprise(visit, "visit_moved" if visit.state is State.REGISTERED else "visit_cancelled", at=at)
    tell_people(visit, visit.inspectors, at=at)
    record("visit:reschedule", visit.number, by=by, at=at, before=before, first=days[0], last=days[1])


def _check(visit: Visit, days: tuple[date, date], today: date) -> None:
    if visit.filing:
        raise Refused("visit_has_request", status=409)
    if visit.entries:
        raise Refused("visit_entered_already", status=409)
    if days[0] < today:
        raise Refused("visit_in_the_past", field="days")
    if {day.year for day in days} != {visit.starts_on.year}:
        raise Refused("visit_another_year", field="days")
