"""What waits for the office in other slices than the complaints, and what today brings: counts with their lists."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, literal, select

from app.audit.models import AuditFinding
from app.audit.rules import State as FindingState
from app.complaints.queries import Waiting
from app.kernel.db import db
from app.penalties.models import Filing, LeniencyProposal
from app.penalties.models import ProposalState as LeniencyState
from app.penalties.rules import State as FilingState
from app.policy.models import ProposalState as RuleState
from app.policy.models import RuleProposal
from app.publication.models import Publication
from app.visits.models import Judgement, Sighting, Visit
from app.visits.rules import Sight, State
from app.workdays.models import CalendarProposal
from app.workdays.models import ProposalState as CalendarState

PILES = ("penalties", "contested", "rules", "calendars", "leniency", "findings", "visits", "emergencies", "reports")
_NOBODY = literal(None)


class Held(NamedTuple):
    """One thing of a pile: its number (or key), its unit where it has one, and since when it lies there."""

    number: str | int
    unit: int | None
    since: datetime


def _piles(today: date) -> dict[str, Select[Any]]:
    judged = exists().where(Judgement.visit_id == Visit.id)
    visit = select(Visit.number, Visit.department_id, Visit.state_since)
    return {
        "penalties": select(Filing.number, Filing.department_id, Filing.state_since).where(
            Filing.state == FilingState.SUBMITTED
        ),
        "contested": select(Publication.number, Publication.department_id, Publication.contested_at).where(
            Publication.contested_at.is_not(None), Publication.withdrawn_at.is_(None)
        ),
        "rules": _pending(RuleProposal, RuleState.PENDING),
        "calendars": _pending(CalendarProposal, CalendarState.PENDING),
        "leniency": _pending(LeniencyProposal, LeniencyState.PENDING),
        "findings": select(AuditFinding.number, AuditFinding.department_id, AuditFinding.state_since).where(
            AuditFinding.state.in_((FindingState.EXPLAINED, FindingState.CORRECTED))
        ),
        "visits": visit.where(Visit.state == State.REGISTERED, Visit.starts_on <= today, Visit.ends_on >= today),
        "emergencies": visit.where(Visit.state == State.EMERGENCY, ~judged),
        "reports": select(Sighting.id, Sighting.department_id, Sighting.at).where(
            Sighting.kind == Sight.UNANNOUNCED, Sighting.judged_at.is_(None)
        ),
    }


def _pending(model: Any, state: Any) -> Select[Any]:
    return select(model.id, _NOBODY, model.proposed_at).where(model.state == state)


def counts(today: date) -> dict[str, Waiting]:
    """How much lies on each pile, and since when the oldest of it."""
    return {name: _count(asked) for name, asked in _piles(today).items()}


def _count(asked: Select[Any]) -> Waiting:
    since = list(asked.subquery().c)[2]
    return Waiting(*db.session.execute(select(func.count(), func.min(since))).one())


def pile(name: str, today: date, *, page: int, per_page: int) -> tuple[list[Held], int]:
    """One page of a pile, the oldest first, and how much lies on it."""
    asked = _piles(today)[name]
    first, _unit, since = asked.selected_columns
    found = db.session.execute(asked.order_by(since, first).limit(per_page).offset((page - 1) * per_page))
    return [Held(*row) for row in found], _count(asked).total
