"""Records of others: brought by a sheet, struck where they are wrong; and from which day they are complete."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from app.departments import queries as departments
from app.departments.models import Department
from app.departments.rules import Level
from app.enterprises import queries as enterprises
from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record
from app.lookbacks.models import Completeness, PastRecord
from app.lookbacks.rules import Kind

CHUNK = 1000
Row = Mapping[str, Any]


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Add what the rows tell: `uscc`, `happened_on`, `unit`, `source`; `kind`, `line`, `level` where they are told.

    What a row leaves out of line and level, the register of departments knows. A record that is there already, struck
    or not, stays as it is. One entry of the ledger tells the file's digest and the counts.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for chunk in _chunks(rows):
        fresh, known = _fresh(chunk)
        if fresh:
            origin = {"entered_at": at, "batch": digest}
            db.session.execute(insert(PastRecord), [{**row, **origin} for row in fresh])
        counts["created"] += len(fresh)
        counts["unchanged"] += known
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("lookback:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def note_visit(
    enterprise: Enterprise, unit: Department, *, on: date, source: str, by: Actor, at: datetime
) -> PastRecord | None:
    """A routine visit that this service itself saw; `source` is its number. One that is on record already stays so."""
    own = (PastRecord.enterprise_id == enterprise.id, PastRecord.kind == Kind.VISIT)
    same = select(PastRecord.id).where(*own, PastRecord.happened_on == on, PastRecord.unit == unit.name)
    if db.session.scalar(same) is not None:
        return None
    made = PastRecord(enterprise_id=enterprise.id, kind=Kind.VISIT, happened_on=on, unit=unit.name, source=source)
    made.line, made.level, made.entered_at, made.batch = unit.line, unit.level, at, source
    db.session.add(made)
    facts: dict[str, Any] = {"unit": unit.name, "day": on, "source": source}
    record("lookback:note_visit", f"enterprise:{enterprise.uscc}", by=by, at=at, **facts)
    return made


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    found = [_fresh(chunk) for chunk in _chunks(rows)]
    created, unchanged = sum(len(fresh) for fresh, _ in found), sum(known for _, known in found)
    return {"created": created, "updated": 0, "unchanged": unchanged}


def undo(_kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`: its records go. Refuses where one of them was struck since."""
    own = (PastRecord.batch == digest, PastRecord.entered_at == loaded_at)
    struck = db.session.scalar(select(PastRecord).where(*own, PastRecord.struck_at.is_not(None)).limit(1))
    if struck is not None:
        raise Refused("import_changed_since", key=struck.enterprise.uscc)
    gone = undoing.removed(delete(PastRecord).where(*own))
    facts: dict[str, Any] = {"digest": digest, "loaded_at": loaded_at, "rows": gone}
    record("lookback:undo_import", f"import:{digest[:16]}", by=by, at=at, **facts)


def strike(past: PastRecord, *, reason: str, by: Actor, at: datetime) -> None:
    """A record is wrong and counts no more; it stays to be seen. Refuses one that is struck already."""
    if past.struck_at is not None:
        raise Refused("past_record_struck")
    past.struck_at, past.struck_why = at, reason
    facts: dict[str, Any] = {"kind": past.kind, "unit": past.unit, "day": past.happened_on, "reason": reason}
    record("lookback:strike", f"enterprise:{past.enterprise.uscc}", by=by, at=at, **facts)


def declare(
    kind: Kind, level: Level, *, line: str, since_on: date | None, reason: str, by: Actor, at: datetime
) -> Completeness:
    """The office vouches that the records of a level and a line (empty: every line) are complete from a day on.

    Without a day it takes back what it declared. Refuses a day yet to come.
    """
    if since_on is not None and since_on > clock.day(at):
        raise Refused("history_since_future", field="since_on")
    made = Completeness(kind=kind, level=level, line=line, since_on=since_on, reason=reason)
    made.declared_at, made.declared_by_id = at, getattr(by, "id", None)
    db.session.add(made)
    facts: dict[str, Any] = {"level": level, "line": line, "since": since_on, "reason": reason}
    record("lookback:declare", f"history:{kind}", by=by, at=at, **facts)
    return made


def filled(row: Row, units: Mapping[str, Department]) -> dict[str, Any]:
    """A row with line and level of its unit where it does not tell them; the level is None where nobody knows it."""
    unit = units.get(row["unit"])
    level = row.get("level") or (unit.level if unit else None)
    line = row.get("line") or (unit.line if unit else "")
    return {**row, "kind": row.get("kind") or Kind.VISIT, "line": line, "level": level}


def _chunks(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]


def _fresh(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], int]:
    """Of some rows those that are not there yet, as columns, and how many are."""
    firms, units = enterprises.by_codes(row["uscc"] for row in rows), departments.named()
    columns = [_columns(filled(row, units), firms[row["uscc"]].id) for row in rows]
    keys = ("enterprise_id", "kind", "happened_on", "unit")
    asked = select(*(getattr(PastRecord, key) for key in keys)).where(
        PastRecord.enterprise_id.in_([firm.id for firm in firms.values()])
    )
    known = {tuple(found) for found in db.session.execute(asked)}
    fresh = {tuple(row[key] for key in keys): row for row in columns}
    found = [row for key, row in fresh.items() if key not in known]
    return found, len(rows) - len(found)


def _columns(row: Row, enterprise_id: int) -> dict[str, Any]:
    kept = ("kind", "happened_on", "unit", "line", "level", "source")
    return {"enterprise_id": enterprise_id, **{key: row[key] for key in kept}}
