"""The papers of a visit."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Missing
from app.visits.models import Paper, Visit


def papers(visit: Visit) -> Sequence[Paper]:
    """The papers of a visit, by position, without their bytes."""
    return db.session.scalars(select(Paper).where(Paper.visit_id == visit.id).order_by(Paper.position)).all()


def paper(visit: Visit, position: int) -> Paper:
    """One paper of a visit. Raises `Missing`."""
    asked = select(Paper).where(Paper.visit_id == visit.id, Paper.position == position)
    found = db.session.scalar(asked)
    if found is None:
        raise Missing("visit_paper_missing")
    return found
