"""The leader's acts. An approval, its filing, the pass and what is told of it land together or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.accounts import queries as accounts
from app.accounts.models import User
from app.departments import queries as departments
from app.kernel import clock, serials
from app.kernel.errors import Conflict, Refused
from app.ledger import rules as proofs
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.quiet_days import queries, rules
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import Condition, Reason
from app.visits import service as visits
from app.visits.rules import State as Standing

PREFIX = "BA"


def approve(
    request: QuietDayRequest,
    *,
    conditions: Sequence[Condition] = (),
    words: str = "",
    seen: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Approve and file: from this instant the visit has its pass. The clock is the server's, nobody names a time.

    Refuses whoever asked, whoever is not in charge today, after somebody has entered, and after the last quiet day.
    """
    expect(request, seen)
    state, leader = rules.after(request.state, "approve"), _as_leader(request, by, at)
    today = clock.day(at)
    days = [day for day in request.quiet_days if day >= today]
    if request.visit.entries:
        raise Refused("quiet_entered_already", status=409)
    if not days:
        raise Refused("quiet_days_over", status=409)
    rules.check_conditions(conditions, words)
    request.filing = serials.following(PREFIX, today)
    _decide(request, state, leader, words=words, by=by, at=at)
    request.conditions = [str(one) for one in conditions]
    visits.clear(request.visit, days=days, filing=request.filing, later=Condition.LATER in conditions, by=by, at=at)
    _tell(request, "quiet_approved", at=at)
    notices.tell(audience.OFFICE, "quiet_filed", request.number, at=at, **_named(request))
    digest = proofs.digest(proofs.canonical(slip(request)))
    facts: dict[str, Any] = {"leader": leader.username, "filing": request.filing, "conditions": request.conditions}
    record("quiet_day:approve", request.number, by=by, at=at, words=digest, said=words, **facts)


def return_request(
    request: QuietDayRequest, *, reason: Reason, words: str = "", seen: int | None = None, by: User, at: datetime
) -> None:
    """Send it back to be supplemented (退回补充), with a reason; the visit is a draft again."""
    leader = _turn_down(request, "return_request", reason, words, seen=seen, by=by, at=at)
    visits.give_back(request.visit, by=by, at=at)
    _tell(request, "quiet_returned", at=at)
    record("quiet_day:return_request", request.number, by=by, at=at, leader=leader.username, reason=reason, said=words)


def reject(
    request: QuietDayRequest, *, reason: Reason, words: str = "", seen: int | None = None, by: User, at: datetime
) -> None:
    """Turn it down (不同意), with a reason: the visit is given up."""
    leader = _turn_down(request, "reject", reason, words, seen=seen, by=by, at=at)
    if request.visit.state is Standing.WAITING:
        visits.give_up(request.visit, by=by, at=at)
    _tell(request, "quiet_rejected", at=at)
    record("quiet_day:reject", request.number, by=by, at=at, leader=leader.username, reason=reason, said=words)


def slip(request: QuietDayRequest) -> dict[str, Any]:
    """What the approval slip says, as its receipt proves it: made alike when it is approved and when it is printed."""
    visit = request.visit
    return {
        "number": request.number,
        "filing": request.filing,
        "visit": visit.number,
        "pass": visit.code,
        "department": visit.department.code,
        "enterprise": visit.enterprise.uscc,
        "days": list(visit.covered),
        "starts_on": visit.starts_on.isoformat(),
        "ends_on": visit.ends_on.isoformat(),
        "basis": str(visit.basis),
        "basis_ref": visit.basis_ref,
        "items": [one.code for one in visit.items],
        "inspectors": [one.certificate_no for one in visit.inspectors],
        "conditions": list(request.conditions),
        "words": request.words,
    }


def expect(request: QuietDayRequest, seen: int | None) -> None:
    """Refuse where somebody decided on another version than the one that lies here now."""
    if seen is not None and seen != request.version:
        raise Conflict("changed_meanwhile")


def _turn_down(
    request: QuietDayRequest, verb: str, reason: Reason, words: str, *, seen: int | None, by: User, at: datetime
) -> User:
    expect(request, seen)
    state, leader = rules.after(request.state, verb), _as_leader(request, by, at)
    rules.check_reason(reason, words)
    request.reason = reason
    _decide(request, state, leader, words=words, by=by, at=at)
    return leader


def _as_leader(request: QuietDayRequest, by: User, at: datetime) -> User:
    unit = request.visit.department_id
    name = rules.check_decider(
        by.username,
        request.submitted_by.username,
        on=clock.day(at),
        tenures=departments.tenures([unit]).get(unit, []),
        deputies=queries.plain_deputies(),
    )
    leader = accounts.by_username(name)
    if leader is None:
        raise LookupError(name)
    return leader


def _decide(request: QuietDayRequest, state: rules.State, leader: User, *, words: str, by: User, at: datetime) -> None:
    request.state, request.state_since = state, at
    request.decided_at, request.decided_by_id, request.in_place_of_id = at, by.id, leader.id
    request.words = words


def _named(request: QuietDayRequest) -> dict[str, str]:
    visit = request.visit
    facts = {"department": visit.department.name, "enterprise": visit.enterprise.name}
    return facts | ({"filing": request.filing} if request.filing else {})


def _tell(request: QuietDayRequest, kind: str, *, at: datetime) -> None:
    """Told to whoever asked."""
    notices.tell(audience.user(request.submitted_by_id), kind, request.number, at=at, **_named(request))
