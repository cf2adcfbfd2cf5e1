"""Reminding enterprises of what stands against them: once of each, at its time."""

from datetime import datetime

from app.credit import queries
from app.kernel import clock
from app.kernel.permissions import SYSTEM
from app.ledger.service import record
from app.notices import queries as known
from app.notices import rules as audience
from app.notices import service as notices


def remind(*, at: datetime) -> int:
    """Tell the accounts of enterprises that repair has become possible, or that the end is near; how many reminders."""
    told = 0
    for filing, span, reminder, people in queries.reminders(clock.day(at)):
        ref = f"credit:{filing.number}"
        if known.was_told(reminder, ref):
            continue
        facts = {"number": filing.number, "ends": span.ends_on.isoformat()}
        for one in people:
            notices.tell(audience.user(one.id), reminder, ref, at=at, **facts)
        record("credit:remind", filing.number, by=SYSTEM, at=at, told=reminder)
        told += 1
    return told
