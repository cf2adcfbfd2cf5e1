"""The records themselves, and from which day they are declared complete."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select

from app.departments.rules import Level
from app.enterprises import rules as enterprises
from app.enterprises.models import Enterprise
from app.kernel.db import db
from app.kernel.errors import Missing
from app.lookbacks import rules
from app.lookbacks.models import Completeness, PastRecord
from app.lookbacks.rules import Kind


class Filters(NamedTuple):
    """What narrows the list of records; None lets everything through."""

    text: str = ""
    kind: Kind | None = None
    level: Level | None = None
    line: str | None = None


EVERYTHING = Filters()


def record(record_id: int) -> PastRecord:
    """The record with this key. Raises `Missing`."""
    found = db.session.get(PastRecord, record_id)
    if found is None:
        raise Missing("past_record_missing")
    return found


def search(filters: Filters = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Sequence[PastRecord]:
    """The records that the filters let through, the latest first; struck ones too."""
    asked = _fitting(filters).order_by(PastRecord.happened_on.desc(), PastRecord.id.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).all()


def total(filters: Filters = EVERYTHING) -> int:
    """How many records `search` finds."""
    counted = select(func.count()).select_from(_fitting(filters).with_only_columns(PastRecord.id).subquery())
    return db.session.scalar(counted) or 0


def export(filters: Filters = EVERYTHING) -> Iterator[PastRecord]:
    """Everything that `search` finds and that is not struck, by day."""
    asked = _fitting(filters).where(PastRecord.struck_at.is_(None)).order_by(PastRecord.happened_on, PastRecord.id)
    yield from db.session.scalars(asked.execution_options(yield_per=1000))


def all_records(enterprise: Enterprise) -> Sequence[PastRecord]:
    """Every record of an enterprise, the latest first, struck ones too."""
    own = PastRecord.enterprise_id == enterprise.id
    return db.session.scalars(select(PastRecord).where(own).order_by(PastRecord.happened_on.desc())).all()


def of(ids: Iterable[int]) -> dict[tuple[int, Kind], list[rules.Record]]:
    """What holds of these enterprises, by key and kind, by day; struck records left out."""
    found: dict[tuple[int, Kind], list[rules.Record]] = {}
    asked = select(PastRecord).where(PastRecord.enterprise_id.in_(list(ids)), PastRecord.struck_at.is_(None))
    for row in db.session.scalars(asked.order_by(PastRecord.happened_on, PastRecord.id)):
        told = rules.Record(row.happened_on, row.unit, row.line, row.level)
        found.setdefault((row.enterprise_id, row.kind), []).append(told)
    return found


def declarations() -> Sequence[Completeness]:
    """Everything that was ever declared, the latest first."""
    return db.session.scalars(select(Completeness).order_by(Completeness.id.desc())).all()


def declared(kind: Kind) -> rules.Declared:
    """What is declared of the records of a kind now, by level and line."""
    asked = select(Completeness).where(Completeness.kind == kind).order_by(Completeness.id)
    return {(row.level, row.line): row.since_on for row in db.session.scalars(asked)}


def _fitting(filters: Filters) -> Select[PastRecord]:
    asked = select(PastRecord)
    if filters.text:
        key = enterprises.search_key(filters.text)
        firms = Enterprise.name_key.contains(key, autoescape=True) | (Enterprise.uscc == key.upper())
        asked = asked.where(PastRecord.enterprise_id.in_(select(Enterprise.id).where(firms)))
    for name in ("kind", "level", "line"):
        wanted = getattr(filters, name)
        if wanted is not None:
            asked = asked.where(getattr(PastRecord, name) == wanted)
    return asked
