"""Credit grades and risk levels: one enterprise at a time, or a list as one act. An older one never hides a newer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from app.enterprises import queries
from app.enterprises.models import Enterprise, Rating
from app.enterprises.rules import Aspect, Grade, Risk
from app.enterprises.service.directory import apply, differing, ref
from app.enterprises.service.noting import COLUMNS, given, ratings, said
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

CHUNK = 1000
Row = Mapping[str, Any]


def rate(
    enterprise: Enterprise,
    *,
    credit_grade: Grade | None,
    risk_level: Risk | None,
    rated_by: str,
    rated_on: date,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Set the credit grade and the risk level as a source gave them on a day.

    Refuses a day yet to come and one before the latest rating; `seen` is the version that whoever decides has looked
    at: `Conflict` where somebody changed it since.
    """
    if seen is not None and seen != enterprise.version:
        raise Conflict("changed_meanwhile")
    if rated_on > clock.day(at):
        raise Refused("enterprise_rated_in_future", field="rated_on")
    if enterprise.rated_on is not None and rated_on < enterprise.rated_on:
        raise Refused("enterprise_rated_before", field="rated_on", day=enterprise.rated_on)
    values = {"credit_grade": credit_grade, "risk_level": risk_level, "rated_by": rated_by, "rated_on": rated_on}
    changed = differing(enterprise, values)
    if changed:
        told = {key: value for key, value in given(values).items() if value or COLUMNS[key] in changed}
        apply(enterprise, changed, by=by, at=at, batch="")
        db.session.add_all(Rating(**row) for row in ratings(enterprise.id, told, values, batch="", by=by, at=at))
        facts: dict[str, Any] = {"grade": credit_grade or "", "risk": risk_level or ""}
        record("enterprise:rate", ref(enterprise.uscc), by=by, at=at, **facts, source=rated_by, on=rated_on)


def load_ratings(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Add the ratings of a list; each row has `uscc`, `rated_by`, `rated_on` and a grade, a level or both.

    An enterprise's columns follow where no later rating of that aspect is known. Sent twice, it adds nothing.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = queries.by_codes(row["uscc"] for row in chunk)
        latest = queries.ratings(one.id for one in known.values())
        for row in chunk:
            outcome, news = _news(known[row["uscc"]], row, latest)
            counts[outcome] += 1
            _add(known[row["uscc"]], row, news, latest, batch=digest, by=by, at=at)
        db.session.flush()
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("enterprise:import_ratings", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast_ratings(rows: Sequence[Row]) -> dict[str, int]:
    """What `load_ratings` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = queries.by_codes(row["uscc"] for row in chunk)
        latest = queries.ratings(one.id for one in known.values())
        for row in chunk:
            counts[_news(known[row["uscc"]], row, latest)[0]] += 1
    return counts


Known = dict[tuple[int, Aspect], list[queries.Given]]


def _news(enterprise: Enterprise, row: Row, known: Known) -> tuple[str, dict[Aspect, Any]]:
    """What a row says that is not known: `created` where the enterprise had no rating of that aspect."""
    news = {
        aspect: value
        for aspect, value in said(row).items()
        if queries.Given(row["rated_on"], str(value), row["rated_by"]) not in known.get((enterprise.id, aspect), [])
    }
    fresh = any((enterprise.id, aspect) not in known for aspect in news)
    return ("created" if fresh else "updated" if news else "unchanged"), news


def _add(
    enterprise: Enterprise, row: Row, news: Mapping[Aspect, Any], known: Known, *, batch: str, by: Actor, at: datetime
) -> None:
    for aspect, value in news.items():
        found = known.setdefault((enterprise.id, aspect), [])
        if all(one.on <= row["rated_on"] for one in found):
            _follow(enterprise, {COLUMNS[aspect]: value}, row, batch=batch, by=by, at=at)
        found.append(queries.Given(row["rated_on"], str(value), row["rated_by"]))
    if news:
        db.session.execute(insert(Rating), ratings(enterprise.id, news, row, batch=batch, by=by, at=at))


def _follow(enterprise: Enterprise, value: Row, row: Row, *, batch: str, by: Actor, at: datetime) -> None:
    """The columns say the new rating; source and day only where it is the latest of both aspects."""
    origin = {"rated_by": row["rated_by"], "rated_on": row["rated_on"]}
    is_latest = enterprise.rated_on is None or enterprise.rated_on <= row["rated_on"]
    changed = differing(enterprise, {**value, **(origin if is_latest else {})})
    if changed:
        apply(enterprise, changed, by=by, at=at, batch=batch)
