"""Receipts of the channels come as a sheet; with the last one the clock stops, by our day and not by theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel, Purpose
from app.publication.service.clocks import finish
from app.workdays.rules import DeadlineKind

Row = Mapping[str, Any]
Records = dict[tuple[Channel, Purpose], ChannelRecord]
_AT_ONCE = 500
_CLOCKS = {Purpose.PUBLISH: DeadlineKind.PUBLICITY, Purpose.WITHDRAW: DeadlineKind.TAKE_DOWN}


def receive(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Keep the receipts: `number`, `channel`, `purpose`, `receipt`, `said_on`. One that is there already stays."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for publication, own, records in _by_publication(rows):
        new = [_keep(records.get((row["channel"], row["purpose"])), row, at) for row in own]
        fresh = [row for row, kept in zip(own, new, strict=True) if kept]
        counts["created"] += len(fresh)
        counts["unchanged"] += len(own) - len(fresh)
        if fresh:
            _stop(publication, records, {row["purpose"] for row in fresh}, at)
            told = [f"{row['purpose']}:{row['channel']}:{row['receipt']}:{row['said_on']}" for row in fresh]
            record("publication:receive", publication.number, by=by, at=at, receipts=told, digest=digest)
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused, "digest": digest}
    record("publication:import", f"import:{digest[:16]}", by=by, at=at, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `receive` would do with these rows, without doing it."""
    fresh = sum(
        found is not None and found.received_at is None
        for _publication, own, records in _by_publication(rows)
        for found in (records.get((row["channel"], row["purpose"])) for row in own)
    )
    return {"created": fresh, "updated": 0, "unchanged": len(rows) - fresh}


def _by_publication(rows: Sequence[Row]) -> Iterable[tuple[Publication, list[Row], Records]]:
    """Each publication with its rows, and with what its channels were asked for: the first that has no receipt yet."""
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row["number"], []).append(row)
    numbers = sorted(own)
    for start in range(0, len(numbers), _AT_ONCE):
        asked = select(Publication).where(Publication.number.in_(numbers[start : start + _AT_ONCE]))
        some = db.session.scalars(asked.order_by(Publication.number)).all()
        records: dict[int, Records] = {one.visit_id: {} for one in some}
        every = select(ChannelRecord).where(ChannelRecord.visit_id.in_(list(records))).order_by(ChannelRecord.id)
        for one in db.session.scalars(every):
            known, key = records[one.visit_id], (one.channel, one.purpose)
            if key not in known or known[key].received_at is not None:
                known[key] = one
        for found in some:
            yield found, own[found.number], records[found.visit_id]


def _keep(found: ChannelRecord | None, row: Row, at: datetime) -> bool:
    if found is None or found.received_at is not None:
        return False
    found.receipt, found.said_on, found.received_at = row["receipt"], row["said_on"], at
    return True


def _stop(publication: Publication, records: Records, purposes: Iterable[Purpose], at: datetime) -> None:
    """The clock stops with the last receipt that is due."""
    for purpose in purposes:
        due = [one for one in records.values() if one.purpose is purpose and purpose in _CLOCKS]
        if due and all(one.received_at is not None for one in due):
            finish(publication.number, _CLOCKS[purpose], at=at)
