"""Referrals, for the office and the discipline only: doors ask for the permission, nobody else calls this."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.supervision.models import Referral


def referrals() -> Sequence[Referral]:
    """Every referral, the latest first."""
    return db.session.scalars(select(Referral).order_by(Referral.id.desc())).all()


def referral(number: str) -> Referral:
    """The referral with this number. Raises `Missing`."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("supervision_missing") from None
    found = db.session.scalar(select(Referral).where(Referral.number == canonical))
    if found is None:
        raise Missing("supervision_missing")
    return found
