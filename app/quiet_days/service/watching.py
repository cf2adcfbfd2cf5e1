"""The timer's work: silence is never consent. The leader is reminded, then the office is told, then it expires."""

from datetime import datetime

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import SYSTEM, Actor
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.notices.models import Notice
from app.quiet_days import queries, rules
from app.quiet_days.models import QuietDayRequest
from app.visits import service as visits
from app.visits.rules import State

LYING = (State.DRAFT, State.WAITING)
REMINDED, ESCALATED = "quiet_reminded", "quiet_escalated"


def remind(*, at: datetime) -> int:
    """Remind leaders of what waits for hours, tell the office of what waits for days: each once for each sending."""
    told = 0
    for request in queries.undecided():
        if queries.reminds(request) <= at and not _told_before(request, REMINDED):
            people = [one.id for one in queries.deciders(request.visit.department_id, clock.day(at))]
            told += _tell(request, REMINDED, [audience.user(one) for one in people], by=SYSTEM, at=at)
        if queries.escalates(request) < clock.day(at) and not _told_before(request, ESCALATED):
            told += _tell(request, ESCALATED, [audience.OFFICE], by=SYSTEM, at=at)
    return told


def expire(*, at: datetime) -> int:
    """Close the requests whose quiet days have all gone by: they were not approved."""
    found = queries.over(clock.day(at))
    for request in found:
        state = rules.after(request.state, "expire")
        if request.visit.state in LYING:
            visits.give_up(request.visit, by=SYSTEM, at=at)
        request.state, request.state_since = state, at
        facts = {"enterprise": request.visit.enterprise.name}
        notices.tell(audience.user(request.submitted_by_id), "quiet_expired", request.number, at=at, **facts)
        record("quiet_day:expire", request.number, by=SYSTEM, at=at)
    return len(found)


def _tell(request: QuietDayRequest, kind: str, to: list[str], *, by: Actor, at: datetime) -> int:
    facts = {"department": request.visit.department.name, "enterprise": request.visit.enterprise.name}
    for one in to:
        notices.tell(one, kind, request.number, at=at, round=request.round, **facts)
    if to:
        record("quiet_day:remind", request.number, by=by, at=at, told=kind, round=request.round)
    return len(to)


def _told_before(request: QuietDayRequest, kind: str) -> bool:
    sent = db.session.scalars(select(Notice).where(Notice.ref == request.number, Notice.kind == kind))
    return any(notice.facts.get("round") == request.round for notice in sent)
