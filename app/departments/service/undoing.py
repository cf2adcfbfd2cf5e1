"""Taking an import of departments, or of the leaders in charge of them, back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries
from app.departments.models import Department
from app.departments.rules import Level, Tenure
from app.departments.service.leaders import locked, tenure
from app.departments.service.register import CHANGEABLE, ref, revise
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record

Row = Mapping[str, Any]


def look(rows: Sequence[Row]) -> dict[str, Any]:
    """The departments that rows name as they stand, by code."""
    return _standing(row["code"] for row in rows)


def undo(kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`. Refuses where a department was changed since, or a new one is referred to.

    Each department has its own entry in the ledger; one more carries the file's digest.
    """
    found = queries.by_codes(kept)
    for code, before in undoing.steps(kept, _standing(kept)):
        if before is None:
            withdraw(found[code], by=by, at=at)
        else:
            revise(found[code], by=by, at=at, **{**before, "level": Level(before["level"])})
    _record("department:undo_import", kept, digest=digest, loaded_at=loaded_at, by=by, at=at)


def withdraw(department: Department, *, by: Actor, at: datetime) -> None:
    """A department that was entered by mistake is in the register no more. Refuses where something refers to it."""
    db.session.delete(department)
    undoing.flush()
    record("department:withdraw", ref(department.code), by=by, at=at)


def look_leaders(rows: Sequence[Row]) -> dict[str, Any]:
    """Who is in charge when, of each department that rows name."""
    return _charged(row["department"] for row in rows)


def undo_leaders(kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`: the periods of each department as they were. Refuses where one changed."""
    found = queries.by_codes(kept)
    for code, before in undoing.steps(kept, _charged(kept)):
        restore_leaders(found[code], before, by=by, at=at)
    _record("department:undo_import_leaders", kept, digest=digest, loaded_at=loaded_at, by=by, at=at)


def restore_leaders(department: Department, periods: Mapping[str, str | None], *, by: Actor, at: datetime) -> None:
    """Of a department's periods of leaders those stay that are told, each with its last day as told.

    A period is told as `leader day`: who, and from which day.
    """
    for one in locked(department):
        if (key := _period(tenure(one))) not in periods:
            db.session.delete(one)
        else:
            one.until_on = undoing.day(periods[key])
        undoing.flush()
    told = "、".join(f"{key}～{until or ''}" for key, until in sorted(periods.items()))
    record("department:restore_leaders", ref(department.code), by=by, at=at, periods=told)


def _record(verb: str, kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    facts: dict[str, Any] = {"digest": digest, "loaded_at": loaded_at, "rows": len(kept)}
    record(verb, f"import:{digest[:16]}", by=by, at=at, **facts)


def _standing(codes: Iterable[str]) -> dict[str, Any]:
    found = queries.by_codes(codes)
    return {code: {key: undoing.plain(getattr(one, key)) for key in CHANGEABLE} for code, one in found.items()}


def _charged(codes: Iterable[str]) -> dict[str, Any]:
    found = queries.by_codes(codes)
    tenures = queries.tenures(one.id for one in found.values())
    return {code: _told(tenures.get(unit.id, [])) for code, unit in found.items()}


def _told(tenures: Iterable[Tenure]) -> dict[str, Any]:
    return {_period(one): undoing.plain(one.until_on) for one in tenures}


def _period(one: Tenure) -> str:
    return f"{one.leader} {one.from_on.isoformat()}"
