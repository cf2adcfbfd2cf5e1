"""Results that come as a sheet: each visit is recorded by the verb of a single one, all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.ledger.service import record
from app.results import queries, rules
from app.results.rules import Presence
from app.results.rules.sheets import Row
from app.results.service.recording import Outcome, record_result
from app.visits import queries as visits
from app.visits.models import Visit


def outcome(visit: Visit, rows: Sequence[Row]) -> Outcome:
    """What the rows of a visit say. Refuses rows that are not those of its items, or do not agree about the visit."""
    found = rules.found_in(rows, {item.code: item.id for item in visit.items})
    present = rules.the_one(rows, "present") in {None, Presence.PRESENT}
    return Outcome(found=found, present=present, note=rules.the_one(rows, "note") or "")


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: User, at: datetime) -> dict[str, int]:
    """Record the results: `number`, `item`, `kind`, `words`, `due_on`, `present`, `note`. Refuses what one would."""
    own = rules.by_visit(rows)
    for number, some in own.items():
        visits.lock(number)
        visit = queries.visit(number, to=by)
        record_result(visit, outcome(visit, some), by=by, at=at)
    counts = {"created": len(own), "updated": 0, "unchanged": 0}
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused, "digest": digest}
    record("result:load", f"import:{digest[:16]}", by=by, at=at, **facts)
    return counts
