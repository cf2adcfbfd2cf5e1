"""A year's list as one act: new measures added, others changed as long as nothing was reported of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.measures import queries, rules
from app.measures.models import Measure, Target
from app.measures.rules import Wanted

Row = Mapping[str, Any]
FIELDS = ("stream", "task", "task_title", "title", "clause", "lead", "responsible")


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Bring the lists to what the rows say: `year`, `number`, `FIELDS`, and `targets` as the rules read them.

    What was reported of keeps its words and targets: a row that would change them is refused (`measure_reported`).
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    years = {row["year"] for row in rows}
    known, kept = queries.known(years), queries.reported(years)
    for row in rows:
        found = known.get((row["year"], row["number"]))
        counts[_bring(found, row, kept)] += 1
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    years_told = [str(year) for year in sorted(years)]
    record("measure:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, years=years_told, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known = queries.known({row["year"] for row in rows})
    for row in rows:
        found = known.get((row["year"], row["number"]))
        counts["created" if found is None else "updated" if differs(found, row) else "unchanged"] += 1
    return counts


def differs(found: Measure, row: Row) -> bool:
    """Whether the row says something else than what is kept."""
    same = all(getattr(found, name) == row[name] for name in FIELDS)
    return not same or [one.wanted for one in found.targets] != row["targets"]


def _bring(found: Measure | None, row: Row, kept: set[int]) -> str:
    if found is not None and not differs(found, row):
        return "unchanged"
    if found is not None and found.id in kept:
        raise Refused("measure_reported", number=found.number)
    outcome = "created" if found is None else "updated"
    made = found or Measure(year=row["year"], number=row["number"])
    for name in FIELDS:
        setattr(made, name, row[name])
    made.targets = []
    db.session.add(made)
    db.session.flush()
    made.targets = [_target(place, wanted) for place, wanted in enumerate(row["targets"], 1)]
    db.session.flush()
    return outcome


def _target(place: int, wanted: Wanted) -> Target:
    told = {"name": wanted.name, "kind": wanted.kind, "bound": wanted.bound, "unit": wanted.unit}
    return Target(position=place, kept_value=rules.plain(wanted.value), **told)
