"""The entries of one case."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.ledger.models import Entry


def of(ref: str) -> Sequence[Entry]:
    """Every entry of one case, oldest first."""
    return db.session.scalars(select(Entry).where(Entry.ref == ref).order_by(Entry.index)).all()


def one(ref: str, ref_seq: int) -> Entry | None:
    """The entry of a case that has this running number."""
    return db.session.scalar(select(Entry).where(Entry.ref == ref, Entry.ref_seq == ref_seq))


def done(request_id: str, ref: str) -> bool:
    """Whether an act with this mark has already landed on the case: sending it again must change nothing."""
    asked = select(Entry.index).where(Entry.ref == ref, Entry.request_id == request_id).limit(1)
    return bool(request_id) and db.session.scalar(asked) is not None
