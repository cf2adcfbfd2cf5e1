"""A whole sheet as one act: new codes entered, known ones corrected, none removed; one entry in the ledger."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from app.enterprises.models import Enterprise, Rating
from app.enterprises.service.directory import apply, complete, differing
from app.enterprises.service.noting import RATED, ratings, said
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record

CHUNK = 1000
Row = Mapping[str, Any]


class Counts(NamedTuple):
    """What an import did: rows entered, corrected (of these renamed), and the same as before."""

    created: int = 0
    updated: int = 0
    renamed: int = 0
    unchanged: int = 0

    def plus(self, changed: Mapping[str, Any] | None) -> "Counts":
        """One row more: None is a new enterprise, an empty mapping the same as before."""
        return Counts(
            self.created + (changed is None),
            self.updated + bool(changed),
            self.renamed + ("name" in (changed or {})),
            self.unchanged + (changed == {}),
        )


def load(
    rows: Sequence[Row],
    *,
    digest: str,
    refused: int = 0,
    by: Actor,
    at: datetime,
    told: Callable[[int], None] | None = None,
) -> Counts:
    """Bring the directory to what the rows say; each has a canonical `uscc` and `name`, other columns where known.

    `digest` is the SHA-256 of the file, `refused` how many of its rows were left out, `told` hears after each chunk
    how many rows are done. The ledger's entry carries the digest and the counts; what changed of each enterprise
    stands in its own changes under the same digest. Sending the same sheet twice changes nothing the second time.
    """
    counts = Counts()
    for start in range(0, len(rows), CHUNK):
        counts = _load_chunk(rows[start : start + CHUNK], counts, batch=digest, by=by, at=at)
        if told is not None:
            told(min(start + CHUNK, len(rows)))
    facts = counts._asdict() | {"rows": len(rows), "refused": refused}
    record("enterprise:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast(rows: Sequence[Row]) -> Counts:
    """What `load` would do with these rows, without doing it."""
    counts = Counts()
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = _known(chunk)
        for row in chunk:
            found = known.get(row["uscc"])
            counts = counts.plus(None if found is None else differing(found, _news(found, row)))
    return counts


def _load_chunk(rows: Sequence[Row], counts: Counts, *, batch: str, by: Actor, at: datetime) -> Counts:
    known = _known(rows)
    fresh, rated = [], []
    for row in rows:
        found = known.get(row["uscc"])
        changed = None if found is None else differing(found, _news(found, row))
        counts = counts.plus(changed)
        if found is None:
            fresh.append(_entered(row, batch, at))
        elif changed:
            apply(found, changed, by=by, at=at, batch=batch)
            rated += [row] if changed.keys() & RATED else []
    db.session.flush()
    if fresh:
        db.session.execute(insert(Enterprise), fresh)
    _note([*rated, *(row for row in fresh if row["rated_by"])], batch=batch, by=by, at=at)
    return counts


def _note(rows: Sequence[Row], *, batch: str, by: Actor, at: datetime) -> None:
    """Keep what these rows say of grades and levels, beside what was said before."""
    asked = select(Enterprise.uscc, Enterprise.id).where(Enterprise.uscc.in_([row["uscc"] for row in rows]))
    keys = {row.uscc: row.id for row in db.session.execute(asked)} if rows else {}
    found = []
    for row in rows:
        found += ratings(keys[row["uscc"]], said(row), row, batch=batch, by=by, at=at)
    if found:
        db.session.execute(insert(Rating), found)


def _known(rows: Sequence[Row]) -> dict[str, Enterprise]:
    codes = [row["uscc"] for row in rows]
    return {found.uscc: found for found in db.session.scalars(select(Enterprise).where(Enterprise.uscc.in_(codes)))}


def _entered(row: Row, batch: str, at: datetime) -> dict[str, Any]:
    more = {key: value for key, value in row.items() if key not in {"uscc", "name"}}
    return complete(row["uscc"], row["name"], more) | {"entered_at": at, "batch": batch, "version": 1}


def _news(enterprise: Enterprise, row: Row) -> dict[str, Any]:
    """What the row says of a known enterprise; a rating older than the one that is known does not hide it."""
    values = dict(_said(row))
    if enterprise.rated_on is not None and "rated_on" in values and values["rated_on"] < enterprise.rated_on:
        return {key: value for key, value in values.items() if key not in RATED}
    return values


def _said(row: Row) -> Iterator[tuple[str, Any]]:
    """What the row says of a known enterprise; an empty cell says nothing."""
    return ((key, value) for key, value in row.items() if key != "uscc" and value is not None and value != "")
