"""Taking an import of inspectors back: whom it entered goes, whom it corrected is as before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries as departments
from app.inspectors import queries
from app.inspectors.models import Inspector
from app.inspectors.service.keeping import CHANGEABLE, ref, revise
from app.items import queries as items
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record

Row = Mapping[str, Any]


def look(rows: Sequence[Row]) -> dict[str, Any]:
    """The inspectors that rows name as they stand, by the number of their certificate."""
    return _standing(row["certificate_no"] for row in rows)


def undo(kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`. Refuses where somebody was changed since, or is referred to.

    Everybody has an own entry in the ledger; one more carries the file's digest.
    """
    found = queries.by_certificates(kept)
    for number, before in undoing.steps(kept, _standing(kept)):
        if before is None:
            withdraw(found[number], by=by, at=at)
        else:
            revise(found[number], by=by, at=at, **_read(before))
    facts: dict[str, Any] = {"digest": digest, "loaded_at": loaded_at, "rows": len(kept)}
    record("inspector:undo_import", f"import:{digest[:16]}", by=by, at=at, **facts)


def withdraw(inspector: Inspector, *, by: Actor, at: datetime) -> None:
    """Somebody who was entered by mistake is in the register no more. Refuses where something refers to them."""
    db.session.delete(inspector)
    undoing.flush()
    record("inspector:withdraw", ref(inspector.certificate_no), by=by, at=at)


def _standing(numbers: Iterable[str]) -> dict[str, Any]:
    return {number: _plain(inspector) for number, inspector in queries.by_certificates(numbers).items()}


def _plain(inspector: Inspector) -> dict[str, Any]:
    plain = {key: undoing.plain(getattr(inspector, key)) for key in CHANGEABLE if key not in {"department", "items"}}
    return plain | {"department": inspector.department.code, "items": [item.code for item in inspector.items]}


def _read(values: Row) -> dict[str, Any]:
    days = {key: undoing.day(values[key]) for key in ("valid_from", "valid_until")}
    scope = items.by_codes(values["items"])
    return {**values, **days, "department": departments.by_code(values["department"]), "items": list(scope.values())}
