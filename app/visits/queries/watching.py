"""What the office has to judge: who went in before it was approved, and who was seen without a pass."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.visits.models import Judgement, Sighting, Visit
from app.visits.rules import Sight, State


def emergencies() -> Sequence[Visit]:
    """Every visit that was entered before it was approved, the latest first."""
    asked = select(Visit).where(Visit.state == State.EMERGENCY).order_by(Visit.state_since.desc())
    return db.session.scalars(asked).unique().all()


def judgement(visit: Visit) -> Judgement | None:
    """What the office found of an emergency; None while it is a finding."""
    return db.session.get(Judgement, visit.id)


def unannounced() -> Sequence[Sighting]:
    """Every report of somebody without a pass, those not yet judged first, then the latest."""
    asked = select(Sighting).where(Sighting.kind == Sight.UNANNOUNCED)
    return db.session.scalars(asked.order_by(Sighting.judged_at.is_not(None), Sighting.at.desc())).all()
