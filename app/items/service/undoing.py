"""Taking an import of inspection items back: what it entered goes, what it corrected is as it was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries as departments
from app.items import queries
from app.items.models import Item
from app.items.rules import Kind
from app.items.service.keeping import CHANGEABLE, ref, revise
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record

Row = Mapping[str, Any]


def look(rows: Sequence[Row]) -> dict[str, Any]:
    """The items that rows name as they stand, by code."""
    return _standing(row["code"] for row in rows)


def undo(kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of `loaded_at`. Refuses where an item was changed since, or something refers to a new one.

    Each item has its own entry in the ledger; one more carries the file's digest.
    """
    found = queries.by_codes(list(kept))
    for code, before in undoing.steps(kept, _standing(kept)):
        if before is None:
            withdraw(found[code], by=by, at=at)
        else:
            revise(found[code], by=by, at=at, **_read(before))
    facts: dict[str, Any] = {"digest": digest, "loaded_at": loaded_at, "rows": len(kept)}
    record("item:undo_import", f"import:{digest[:16]}", by=by, at=at, **facts)


def withdraw(item: Item, *, by: Actor, at: datetime) -> None:
    """An item that was entered by mistake is in the list no more. Refuses where something refers to it."""
    db.session.delete(item)
    undoing.flush()
    record("item:withdraw", ref(item.code), by=by, at=at)


def _standing(codes: Iterable[str]) -> dict[str, Any]:
    return {code: _plain(item) for code, item in queries.by_codes(list(codes)).items()}


def _plain(item: Item) -> dict[str, Any]:
    values = {key: undoing.plain(getattr(item, key)) for key in CHANGEABLE if key != "departments"}
    return values | {"departments": [one.code for one in item.departments]}


def _read(values: Row) -> dict[str, Any]:
    owners = departments.by_codes(values["departments"])
    days = {key: undoing.day(values[key]) for key in ("from_on", "until_on")}
    return {**values, **days, "kind": Kind(values["kind"]), "departments": list(owners.values())}
