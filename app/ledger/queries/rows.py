"""Rows against the entries that sealed them: what was changed, taken away or slipped in behind the service's back."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select

from app.kernel.db import Model, db
from app.ledger.models import Entry
from app.ledger.rules import row_digest
from app.ledger.rules.findings import Fault, Finding

Sealed = dict[str, tuple[bytes, int]]


def rows() -> Iterator[Finding]:
    """Every sealed table against the last entry that wrote each of its rows.

    Holds one short record for each sealed row in memory (about 200 bytes), never the rows themselves.
    """
    sealed = _sealed()
    for table in _tables():
        yield from _table(table, sealed)
    for name, (digest, index) in sealed.items():
        if digest:
            yield Finding(Fault.ROW_MISSING, index, "", name)


def _tables() -> list[Table]:
    return [table for table in Model.metadata.sorted_tables if table.info.get("sealed")]


def _sealed() -> Sealed:
    """For each row its last digest, and the entry that wrote it."""
    found: Sealed = {}
    asked = select(Entry.index, Entry.rows).order_by(Entry.index)
    for index, told in db.session.execute(asked.execution_options(yield_per=5000)):
        if told != "{}":
            found |= {name: (bytes.fromhex(digest), index) for name, digest in _read(told).items()}
    return found


def _read(told: str) -> dict[str, str]:
    """An unreadable text is the business of `verify`, which names it."""
    try:
        found = json.loads(told)
        return {str(name): digest for name, digest in found.items() if bytes.fromhex(digest) or not digest}
    except (ValueError, AttributeError, TypeError):
        return {}


def _table(table: Table, sealed: Sealed) -> Iterator[Finding]:
    keys = [column.name for column in table.primary_key]
    asked = select(table).order_by(*table.primary_key).execution_options(yield_per=500)
    for row in db.session.execute(asked).mappings():
        name = f"{table.name}/{'/'.join(str(row[key]) for key in keys)}"
        digest, index = sealed.pop(name, (b"", None))
        if not digest:
            yield Finding(Fault.ROW_UNSEALED, index, "", name)
        elif _digest(row) != digest:
            yield Finding(Fault.ROW_CHANGED, index, "", name)


def _digest(row: Any) -> bytes:
    return bytes.fromhex(row_digest(dict(row)))
