"""Reminding in bulk (催办, ux.md Y-05): one message to each unit about all of its cases that were picked.

A message about one case opens that case, one about several the list of what was reminded of.
"""

from collections.abc import Collection
from datetime import datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices
from app.supervision import queries
from app.supervision.models import Reminder
from app.supervision.queries import Late


def remind(picked: Collection[int], *, words: str, by: User, at: datetime) -> list[Reminder]:
    """Send it. Clocks that have been met meanwhile fall out; refused where none is left."""
    wanted = set(picked)
    rows = [row for row in queries.late(clock.day(at)) if row.deadline.id in wanted]
    if not rows:
        raise Refused("supervision_nothing_picked")
    units: dict[int, list[Late]] = {}
    for row in rows:
        units.setdefault(row.complaint.department_id or 0, []).append(row)
    return [_send(unit, found, words, by=by, at=at) for unit, found in sorted(units.items())]


def _send(unit: int, rows: list[Late], words: str, *, by: User, at: datetime) -> Reminder:
    subjects = sorted({row.complaint.number for row in rows})
    sent = Reminder(department_id=unit, words=words, subjects=subjects, by_id=by.id, at=at)
    db.session.add(sent)
    db.session.flush()
    ref = f"reminder:{sent.id}"
    about = subjects[0] if len(subjects) == 1 else ref
    due = min(row.deadline.due_on for row in rows).isoformat()
    notices.tell(audience.department(unit), "supervision_reminded", about, at=at, count=len(subjects), due=due)
    ledger.record("supervision:remind", ref, by=by, at=at, subjects=subjects, words=words)
    return sent
