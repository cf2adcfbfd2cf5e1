"""The entries of one case, and which of them wrote a row last."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.kernel.db import db
from app.ledger.models import Entry


def of(ref: str) -> Sequence[Entry]:
    """Every entry of one case, oldest first."""
    return db.session.scalars(select(Entry).where(Entry.ref == ref).order_by(Entry.index)).all()


def one(ref: str, ref_seq: int) -> Entry | None:
    """The entry of a case that has this running number."""
    return db.session.scalar(select(Entry).where(Entry.ref == ref, Entry.ref_seq == ref_seq))


class Written(NamedTuple):
    """The act that wrote a row last, by the index of its entry, and the digest of the row as it left it."""

    entry: int
    digest: str


def writers(refs: Collection[str], table: str) -> dict[str, Written]:
    """For each row of a sealed table, by `table/key`, the last act of these cases that wrote it."""
    asked = select(Entry.index, Entry.rows).where(Entry.ref.in_(refs), Entry.rows.contains(f'"{table}/'))
    return {
        name: Written(index, digest)
        for index, rows in db.session.execute(asked.order_by(Entry.index))
        for name, digest in json.loads(rows).items()
        if name.startswith(f"{table}/")
    }


def unsealed(refs: Collection[str]) -> dict[tuple[str, datetime], int]:
    """The acts of these cases from before rows were sealed, by case and instant; of several the last."""
    asked = select(Entry.ref, Entry.at, Entry.index).where(Entry.ref.in_(refs), Entry.version == 1)
    return {(ref, at): index for ref, at, index in db.session.execute(asked.order_by(Entry.index))}


def done(request_id: str, ref: str) -> bool:
    """Whether an act with this mark has already landed on the case: sending it again must change nothing."""
    asked = select(Entry.index).where(Entry.ref == ref, Entry.request_id == request_id).limit(1)
    return bool(request_id) and db.session.scalar(asked) is not None
