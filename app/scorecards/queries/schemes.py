"""Schemes of weights."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Missing
from app.scorecards.models import Scheme
from app.scorecards.rules import SchemeState


def schemes() -> Sequence[Scheme]:
    """All of them, the latest first."""
    return db.session.scalars(select(Scheme).order_by(Scheme.id.desc())).all()


def in_force(year: int) -> Scheme | None:
    """The last approved scheme of a year."""
    asked = select(Scheme).where(Scheme.year == year, Scheme.state == SchemeState.APPROVED)
    return db.session.scalars(asked.order_by(Scheme.decided_at.desc(), Scheme.id.desc()).limit(1)).first()


def pending(year: int) -> Scheme | None:
    """The scheme of a year that waits for a second person."""
    return db.session.scalar(select(Scheme).where(Scheme.year == year, Scheme.state == SchemeState.PENDING))


def scheme(key: int) -> Scheme:
    """The scheme with this key. Raises `Missing`."""
    found = db.session.get(Scheme, key)
    if found is None:
        raise Missing("scorecard_missing")
    return found
