"""Drafts: what is being typed of a result is kept for 30 days and sent by nobody but the person."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden
from app.results import queries
from app.results.models import Draft
from app.visits.models import Visit

KEPT_FOR = timedelta(days=30)


def save_draft(visit: Visit, answers: dict[str, Any], *, by: User, at: datetime) -> Draft:
    """Keep what was typed so far. Refuses another department's visit, and one whose result is recorded."""
    if by.department_id != visit.department_id:
        raise Forbidden("result_of_others")
    if queries.find(visit) is not None:
        raise Conflict("result_recorded")
    draft = queries.draft(visit) or Draft(visit_id=visit.id)
    draft.answers, draft.user_id, draft.changed_at = answers, by.id, at
    db.session.add(draft)
    return draft


def discard(visit: Visit) -> None:
    """The result is recorded: what was typed before is needed no more."""
    draft = queries.draft(visit)
    if draft is not None:
        db.session.delete(draft)


def purge(*, at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days; returns how many."""
    old = db.session.scalars(select(Draft).where(Draft.changed_at < at - KEPT_FOR)).all()
    for draft in old:
        db.session.delete(draft)
    return len(old)
