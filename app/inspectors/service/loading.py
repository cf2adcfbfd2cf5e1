"""A whole sheet of inspectors as one act: new numbers entered, known ones corrected, nobody removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.departments import queries as departments
from app.departments.models import Department
from app.inspectors import queries
from app.inspectors.models import Inspector
from app.inspectors.service.keeping import differing, register, revise
from app.items import queries as items
from app.items.models import Item
from app.kernel.permissions import Actor
from app.ledger.service import record

Row = Mapping[str, Any]


class _Known(NamedTuple):
    """What the rows of a sheet name, read at once."""

    inspectors: Mapping[str, Inspector]
    departments: Mapping[str, Department]
    items: Mapping[str, Item]


def load(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Bring the register to what the rows say; each has `certificate_no`, `name`, `department` (code) and its days.

    Everybody who becomes different has an own entry in the ledger; one more carries the file's digest and counts.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known = _known(rows)
    for row in rows:
        found, values = known.inspectors.get(row["certificate_no"]), _values(row, known)
        if found is None:
            register(values.pop("certificate_no"), values.pop("name"), **values, by=by, at=at)
            counts["created"] += 1
        else:
            counts["updated" if revise(found, by=by, at=at, **values) else "unchanged"] += 1
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("inspector:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known = _known(rows)
    for row in rows:
        found = known.inspectors.get(row["certificate_no"])
        changed = found is not None and differing(found, _values(row, known))
        counts["created" if found is None else "updated" if changed else "unchanged"] += 1
    return counts


def _known(rows: Sequence[Row]) -> _Known:
    return _Known(
        queries.by_certificates(row["certificate_no"] for row in rows),
        departments.by_codes({row["department"] for row in rows}),
        items.by_codes({code for row in rows for code in row.get("items") or ()}),
    )


def _values(row: Row, known: _Known) -> dict[str, Any]:
    """What the row says; an empty cell says nothing."""
    said = {key: value for key, value in row.items() if value is not None and value not in ("", [])}
    said["department"] = known.departments[row["department"]]
    if "items" in said:
        said["items"] = [known.items[code] for code in said["items"]]
    return said
