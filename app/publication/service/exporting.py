"""What waits at a channel is exported: once, as a batch that keeps the digest of its file."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.service import record
from app.publication.models import Batch, BatchRow
from app.publication.rules import Channel, Purpose

_AT_ONCE = 5000


def export(
    channel: Channel, purpose: Purpose, records: list[int], lines: Iterable[str], *, by: User, at: datetime
) -> Batch:
    """Keep that these records were exported; `lines` are those of the file. Refuses an export of nothing."""
    if not records:
        raise Refused("export_nothing", status=409)
    told = hashlib.sha256()
    for line in lines:
        told.update(line.encode())
    made = Batch(channel=channel, purpose=purpose, department_id=by.department_id, rows=len(records))
    made.digest, made.made_at, made.made_by_id = told.hexdigest(), at, by.id
    db.session.add(made)
    db.session.flush()
    for start in range(0, len(records), _AT_ONCE):
        some = records[start : start + _AT_ONCE]
        db.session.execute(insert(BatchRow), [{"record_id": one, "batch_id": made.id} for one in some])
    facts: dict[str, Any] = {"channel": channel, "purpose": purpose, "rows": len(records), "digest": made.digest}
    record("publication:export", f"batch:{made.id}", by=by, at=at, **facts)
    return made
