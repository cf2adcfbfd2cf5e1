"""A whole sheet of inspection items as one act: new codes entered, known ones corrected, none removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.departments import queries as departments
from app.departments.models import Department
from app.items import queries
from app.items.service.keeping import differing, register, revise
from app.kernel.permissions import Actor
from app.ledger.service import record

Row = Mapping[str, Any]


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Bring the list to what the rows say; each has `code`, `name` and `departments` (codes), the rest where known.

    Each item that becomes different has its own entry in the ledger; one more carries the file's digest and counts.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known, owners = queries.by_codes([row["code"] for row in rows]), _owners(rows)
    for row in rows:
        found, values = known.get(row["code"]), _values(row, owners)
        if found is None:
            register(values.pop("code"), values.pop("name"), **values, by=by, at=at)
            counts["created"] += 1
        else:
            counts["updated" if revise(found, by=by, at=at, **values) else "unchanged"] += 1
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("item:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known, owners = queries.by_codes([row["code"] for row in rows]), _owners(rows)
    for row in rows:
        found = known.get(row["code"])
        changed = found is not None and differing(found, _values(row, owners))
        counts["created" if found is None else "updated" if changed else "unchanged"] += 1
    return counts


def _owners(rows: Sequence[Row]) -> dict[str, Department]:
    return departments.by_codes({code for row in rows for code in row["departments"]})


def _values(row: Row, owners: Mapping[str, Department]) -> dict[str, Any]:
    """What the row says; an empty cell says nothing."""
    said = {key: value for key, value in row.items() if value is not None and value != ""}
    return said | {"departments": [owners[code] for code in row["departments"]]}
