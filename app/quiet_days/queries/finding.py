"""Requests by number and state; each starts from what a user may see."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, false, func, or_, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.queries.deciding import charges
from app.quiet_days.rules import Reason, State
from app.visits.models import Visit

_EVERYTHING = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})
_OWN = frozenset({Role.CLERK, Role.INSPECTOR})


class Returned(NamedTuple):
    """Why a request came back to be supplemented."""

    reason: Reason
    words: str


def visible(to: User, on: date) -> Select[QuietDayRequest]:
    """The requests that a user may see on a day: the office all, a department's people its own.

    A leader sees those of the departments for which he decides that day, and those that he decided.
    """
    asked = select(QuietDayRequest)
    if to.role in _EVERYTHING:
        return asked
    if to.role is Role.LEADER:
        own = select(Visit.id).where(Visit.department_id.in_(charges(to, on)))
        return asked.where(or_(QuietDayRequest.visit_id.in_(own), QuietDayRequest.decided_by_id == to.id))
    if to.role not in _OWN:
        return asked.where(false())
    return asked.where(QuietDayRequest.visit_id.in_(select(Visit.id).where(Visit.department_id == to.department_id)))


def get(number: str, *, to: User, on: date) -> QuietDayRequest:
    """The request with this number, if this user may see it on this day. Raises `Missing`."""
    found = db.session.scalar(visible(to, on).where(QuietDayRequest.number == _plain(number)))
    if found is None:
        raise Missing("quiet_request_missing")
    return found


def by_number(number: str) -> QuietDayRequest:
    """The request with this number, whoever asks: for verbs that refuse by themselves. Raises `Missing`."""
    found = db.session.scalar(select(QuietDayRequest).where(QuietDayRequest.number == _plain(number)))
    if found is None:
        raise Missing("quiet_request_missing")
    return found


def _plain(number: str) -> str:
    try:
        return numbering.parse_number(number)
    except Refused:
        raise Missing("quiet_request_missing") from None


def lock(request: QuietDayRequest) -> None:
    """Let acts on one request and its visit wait for each other; what each reads afterwards is as the other left it."""
    keys = request.id, request.visit_id
    db.session.execute(select(QuietDayRequest.id).where(QuietDayRequest.id == keys[0]).with_for_update())
    db.session.execute(select(Visit.id).where(Visit.id == keys[1]).with_for_update())
    db.session.expire_all()


def by_visit(visit: Visit) -> QuietDayRequest | None:
    """The request for the quiet days of a visit."""
    return db.session.scalar(select(QuietDayRequest).where(QuietDayRequest.visit_id == visit.id))


def search(*states: State, to: User, on: date, limit: int = 50, offset: int = 0) -> Sequence[QuietDayRequest]:
    """The requests in these states (none named: all) that a user may see, the latest first."""
    asked = _in(states, to, on).order_by(QuietDayRequest.submitted_at.desc(), QuietDayRequest.number.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).unique().all()


def count(*states: State, to: User, on: date) -> int:
    """How many requests `search` finds."""
    counted = _in(states, to, on).with_only_columns(QuietDayRequest.id).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def waiting(user: User, on: date) -> list[QuietDayRequest]:
    """The requests that wait for this leader, those for the nearest day first."""
    own = charges(user, on)
    asked = select(QuietDayRequest).where(
        QuietDayRequest.state == State.SUBMITTED,
        QuietDayRequest.submitted_by_id != user.id,
        QuietDayRequest.visit_id.in_(select(Visit.id).where(Visit.department_id.in_(own))),
    )
    found = db.session.scalars(asked).unique()
    return sorted(found, key=lambda one: (one.visit.starts_on, one.submitted_at, one.number))


def filings(year: int) -> Sequence[QuietDayRequest]:
    """Every approval that was filed in a year, by filing number."""
    number = f"BA-{year:04d}"
    asked = select(QuietDayRequest).where(QuietDayRequest.filing.startswith(number, autoescape=True))
    return db.session.scalars(asked.order_by(QuietDayRequest.filing)).unique().all()


def history(request: QuietDayRequest) -> Sequence[Entry]:
    """What was done to the request, the latest first."""
    return list(reversed(ledger.of(request.number)))


def last_entry(request: QuietDayRequest, verb: str) -> Entry | None:
    """The latest entry of a verb on the request."""
    return next((one for one in history(request) if one.verb == f"quiet_day:{verb}"), None)


def last_return(request: QuietDayRequest) -> Returned | None:
    """Why a request that was sent again and waits came back the last time."""
    again = request.round > 1 and request.state is State.SUBMITTED
    entry = last_entry(request, "return_request") if again else None
    if entry is None:
        return None
    facts = json.loads(entry.facts)
    return Returned(Reason(facts["reason"]), facts["said"])


def _in(states: Sequence[State], to: User, on: date) -> Select[QuietDayRequest]:
    asked = visible(to, on)
    return asked.where(QuietDayRequest.state.in_(states)) if states else asked
