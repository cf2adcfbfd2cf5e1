"""Weights: one person proposes those of a year, another approves; earlier cards keep theirs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.ledger.service import record
from app.scorecards import queries, rules
from app.scorecards.models import Scheme
from app.scorecards.rules import Criterion, SchemeState


def propose(year: int, weights: Mapping[Criterion, Decimal], reason: str, *, by: User, at: datetime) -> Scheme:
    """Propose the weights of a year. Refuses a sum that is not 100, weights in force already, a second open one."""
    rules.check_weights(weights)
    if queries.pending(year) is not None:
        raise Conflict("scorecard_scheme_pending")
    now = queries.in_force(year)
    if now is not None and now.weights == dict(weights):
        raise Refused("scorecard_scheme_unchanged")
    kept = {str(one): str(weights[one]) for one in Criterion}
    made = Scheme(year=year, kept=kept, reason=reason, state=SchemeState.PENDING, proposed_at=at, decided_why="")
    made.proposed_by_id = by.id
    db.session.add(made)
    db.session.flush()
    told = [f"{name}={value}" for name, value in kept.items()]
    record("scorecard:propose", _ref(made), by=by, at=at, year=year, weights=told, reason=reason)
    return made


def approve(scheme: Scheme, *, by: User, at: datetime) -> None:
    """A second person agrees: cards that are issued from now on use these weights."""
    _decide(scheme, SchemeState.APPROVED, by=by, at=at)
    record("scorecard:approve", _ref(scheme), by=by, at=at)


def reject(scheme: Scheme, *, why: str, by: User, at: datetime) -> None:
    """A second person turns it down, with a reason."""
    _decide(scheme, SchemeState.REJECTED, why=why, by=by, at=at)
    record("scorecard:reject", _ref(scheme), by=by, at=at, why=why)


def withdraw(scheme: Scheme, *, by: User, at: datetime) -> None:
    """The proposer takes it back."""
    if by.id != scheme.proposed_by_id:
        raise Refused("scorecard_not_yours", status=403)
    _decide(scheme, SchemeState.WITHDRAWN, by=by, at=at)
    record("scorecard:withdraw", _ref(scheme), by=by, at=at)


def _decide(scheme: Scheme, state: SchemeState, *, why: str = "", by: User, at: datetime) -> None:
    if scheme.state is not SchemeState.PENDING:
        raise Conflict("scorecard_scheme_decided")
    if by.id == scheme.proposed_by_id and state is not SchemeState.WITHDRAWN:
        raise Refused("scorecard_own_scheme", status=403)
    scheme.state, scheme.decided_why, scheme.decided_at, scheme.decided_by_id = state, why, at, by.id
    db.session.flush()


def _ref(scheme: Scheme) -> str:
    return f"scorecard-scheme:{scheme.id}"
