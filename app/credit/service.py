"""Reminding enterprises of what stands against them: once of each, at its time."""

from datetime import datetime

from sqlalchemy import select

from app.credit import queries
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import SYSTEM
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.notices.models import Notice


def remind(*, at: datetime) -> int:
    """Tell the accounts of enterprises that repair has become possible, or that the end is near; how many reminders."""
    told = 0
    for filing, span, reminder, people in queries.reminders(clock.day(at)):
        ref = f"credit:{filing.number}"
        if db.session.scalar(select(Notice.id).where(Notice.ref == ref, Notice.kind == reminder).limit(1)):
            continue
        facts = {"number": filing.number, "ends": span.ends_on.isoformat()}
        for one in people:
            notices.tell(audience.user(one.id), reminder, ref, at=at, **facts)
        record("credit:remind", filing.number, by=SYSTEM, at=at, told=reminder)
        told += 1
    return told
