"""Looking at the ledger."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.ledger.models import Entry


def of(ref: str) -> Sequence[Entry]:
    """Every entry of one case, oldest first."""
    return db.session.scalars(select(Entry).where(Entry.ref == ref).order_by(Entry.index)).all()
