"""Drafts of results: a department's own."""

from collections.abc import Sequence

from app.accounts.models import User
from app.kernel.db import db
from app.results.models import Draft
from app.visits import queries as visits
from app.visits.models import Visit


def draft(visit: Visit) -> Draft | None:
    """What was typed so far of the result of a visit."""
    return db.session.get(Draft, visit.id)


def drafts_of(to: User) -> Sequence[Visit]:
    """The visits of which a result is being written, the one last touched first."""
    asked = visits.visible(to).join(Draft, Draft.visit_id == Visit.id).order_by(Draft.changed_at.desc())
    return db.session.scalars(asked).unique().all()
