"""Telling the office that the rule proposes something: it issues nothing, a person reads and decides."""

from collections import Counter
from datetime import datetime
from typing import Any

from app.kernel import clock
from app.kernel.permissions import SYSTEM
from app.ledger import service as ledger
from app.notices import queries as told
from app.notices import rules as audience
from app.notices import service as notices
from app.supervision import queries
from app.supervision.rules import COLOURS, Kind
from app.workdays import queries as workdays

TOLD = "supervision_proposed"


def announce(*, at: datetime) -> int:
    """One message on a working day, from eight o'clock on, if anything is proposed; how many messages."""
    today = clock.day(at)
    ref = f"proposals:{today.isoformat()}"
    if clock.local(at).time() < audience.OPENS or not workdays.calendar().is_working(today):
        return 0
    if told.was_told(TOLD, ref):
        return 0
    counts = Counter[Kind]()
    for one in queries.proposals(today):
        counts[one.kind] += len(one.rows)
    if not counts:
        return 0
    facts: dict[str, Any] = {kind.value: counts[kind] for kind in COLOURS}
    notices.tell(audience.OFFICE, TOLD, ref, at=at, **facts)
    ledger.record("supervision:announce", ref, by=SYSTEM, at=at, **facts)
    return 1
