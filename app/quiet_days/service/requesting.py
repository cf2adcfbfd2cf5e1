"""The department's own acts: it asks for the quiet days of a visit, and takes that back."""

from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.quiet_days import queries, rules
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State
from app.visits import queries as visiting
from app.visits import rules as visit_rules
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import State as Standing

PREFIX = "NJ"


def submit(visit: Visit, *, seen: int | None = None, key: bytes = b"", by: User, at: datetime) -> QuietDayRequest:
    """Ask the leader in charge for the quiet days of a visit; after a return the same request is sent again, undecided.

    `key` signs the links of the messages; without one they have none. Refuses what stops the visit, quiet days gone by,
    a department that nobody is in charge of, and a visit whose request was closed before.
    """
    leader = _leader(visit, clock.day(at))
    request = queries.by_visit(visit) or _new(visit, at)
    if request.state in rules.CLOSED:
        raise Refused("quiet_closed", status=409)
    found = visits.wait(visit, seen=seen, by=by, at=at)
    request.state = rules.after(request.state, "resubmit")
    request.round += 1
    request.state_since, request.submitted_at, request.submitted_by_id = at, at, by.id
    request.decided_at = request.decided_by_id = request.in_place_of_id = request.reason = None
    request.words, request.conditions = "", []
    request.days = [day.isoformat() for day in visiting.needed(visit)]
    request.flags = visit_rules.told(visit_rules.flagged(found))
    db.session.add(request)
    for one in queries.deciders(visit.department_id, clock.day(at)):
        facts = {"department": visit.department.name, "enterprise": visit.enterprise.name}
        facts |= {"link": rules.token(key, request.number, one.id, at=at)} if key else {}
        notices.tell(audience.user(one.id), "quiet_requested", request.number, at=at, **facts)
    told: dict[str, Any] = {"visit": visit.number, "days": request.days, "flags": request.flags, "round": request.round}
    record("quiet_day:submit", request.number, by=by, at=at, leader=leader.username, **told)
    return request


def withdraw(request: QuietDayRequest, *, by: User, at: datetime) -> None:
    """The department takes its request back, or the approval that it was given: the visit is given up."""
    state = rules.after(request.state, "withdraw")
    if request.visit.state is not Standing.EMERGENCY:
        visits.give_up(request.visit, by=by, at=at)
    request.state, request.state_since = state, at
    if request.filing:
        facts = {"filing": request.filing, "department": request.visit.department.name}
        notices.tell(audience.OFFICE, "quiet_withdrawn", request.number, at=at, **facts)
    record("quiet_day:withdraw", request.number, by=by, at=at)


def _new(visit: Visit, at: datetime) -> QuietDayRequest:
    """A request as if it had come back once, so that sending it is the same step the first time and later."""
    made = QuietDayRequest(number=serials.following(PREFIX, clock.day(at)), visit_id=visit.id, visit=visit)
    made.state, made.round = State.RETURNED, 0
    return made


def _leader(visit: Visit, on: date) -> User:
    leader = queries.in_charge_of(visit.department_id, on)
    if leader is None:
        raise Refused("quiet_nobody_in_charge", status=409)
    return leader
