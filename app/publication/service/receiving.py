"""Receipts of the channels come as a sheet; with the last one the clock stops, by our day and not by theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Purpose
from app.publication.service.clocks import finish
from app.workdays.rules import DeadlineKind

Row = Mapping[str, Any]
_AT_ONCE = 500
_CLOCKS = {Purpose.PUBLISH: DeadlineKind.PUBLICITY, Purpose.WITHDRAW: DeadlineKind.TAKE_DOWN}


def receive(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Keep the receipts: `number`, `channel`, `purpose`, `receipt`, `said_on`. One that is there already stays."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for publication, own in _by_publication(rows):
        new = [_keep(publication, row, at) for row in own]
        fresh = [row for row, kept in zip(own, new, strict=True) if kept]
        counts["created"] += len(fresh)
        counts["unchanged"] += len(own) - len(fresh)
        if fresh:
            _stop(publication, {row["purpose"] for row in fresh}, at)
            told = [f"{row['purpose']}:{row['channel']}:{row['receipt']}:{row['said_on']}" for row in fresh]
            record("publication:receive", publication.number, by=by, at=at, receipts=told, digest=digest)
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused, "digest": digest}
    record("publication:import", f"import:{digest[:16]}", by=by, at=at, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `receive` would do with these rows, without doing it."""
    fresh = sum(
        found is not None and found.received_at is None
        for publication, own in _by_publication(rows)
        for found in (_record(publication, row) for row in own)
    )
    return {"created": fresh, "updated": 0, "unchanged": len(rows) - fresh}


def _by_publication(rows: Sequence[Row]) -> Iterable[tuple[Publication, list[Row]]]:
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row["number"], []).append(row)
    numbers = sorted(own)
    for start in range(0, len(numbers), _AT_ONCE):
        asked = select(Publication).where(Publication.number.in_(numbers[start : start + _AT_ONCE]))
        for found in db.session.scalars(asked.order_by(Publication.number)).all():
            yield found, own[found.number]


def _record(publication: Publication, row: Row) -> ChannelRecord | None:
    own = (ChannelRecord.visit_id == publication.visit_id, ChannelRecord.channel == row["channel"])
    return db.session.scalar(select(ChannelRecord).where(*own, ChannelRecord.purpose == row["purpose"]))


def _keep(publication: Publication, row: Row, at: datetime) -> bool:
    found = _record(publication, row)
    if found is None or found.received_at is not None:
        return False
    found.receipt, found.said_on, found.received_at = row["receipt"], row["said_on"], at
    db.session.flush()
    return True


def _stop(publication: Publication, purposes: Iterable[Purpose], at: datetime) -> None:
    """The clock stops with the last receipt that is due."""
    for purpose in purposes:
        asked = select(ChannelRecord).where(ChannelRecord.visit_id == publication.visit_id)
        due = db.session.scalars(asked.where(ChannelRecord.purpose == purpose)).all()
        if due and all(one.received_at is not None for one in due):
            finish(publication.number, _CLOCKS[purpose], at=at)
