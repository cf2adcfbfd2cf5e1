"""What the public sees: results that are published and not taken down, by enterprise, department, day and kind."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, exists, func, select

from app.enterprises.models import Enterprise
from app.enterprises.rules import search_key
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.publication.models import Publication
from app.results.rules import Kind

PUBLIC = ("number", "enterprise", "uscc", "department", "basis", "task", "items", "kinds", "kind", "ended_on")
COLUMNS = tuple(getattr(Publication, name) for name in (*PUBLIC, "published_on", "corrected_at"))
MOST_COUNTED = 500
_FEW, _MOST = 2000, 0.7


class Filters(NamedTuple):
    """What narrows the list; None lets everything through. Of the days, those on which visits ended."""

    text: str = ""
    department_id: int | None = None
    kind: Kind | None = None
    from_on: date | None = None
    until_on: date | None = None


EVERYTHING = Filters()


def live() -> Select[Publication]:
    """Everything that is public now."""
    return select(Publication).where(Publication.withdrawn_at.is_(None))


def search(filters: Filters = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Sequence[Publication]:
    """The results that the filters let through, the last published first."""
    shown = db.session.scalars(_keys(filters).limit(limit).offset(offset)).all()
    return db.session.scalars(_ordered(select(Publication).where(Publication.visit_id.in_(shown)))).all()


def count(filters: Filters = EVERYTHING) -> int:
    """How many results `search` finds, counted up to one more than `MOST_COUNTED`."""
    some = _keys(filters).limit(MOST_COUNTED + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def latest(filters: Filters = EVERYTHING, *, limit: int | None = None) -> Iterator[Row[Any]]:
    """The public columns of everything that `search` finds, streamed."""
    asked = _ordered(_fitting(filters)).with_only_columns(*COLUMNS).limit(limit)
    for some in db.session.execute(asked.execution_options(yield_per=2000)).partitions():
        yield from some


def entry(number: str) -> Publication:
    """The publication with this number, one that is taken down too. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("publication_missing") from None
    found = db.session.scalar(select(Publication).where(Publication.number == plain))
    if found is None:
        raise Missing("publication_missing")
    return found


def withdrawn(*, limit: int | None = None) -> Sequence[Publication]:
    """What is taken down, the last first: of these only the tombstone is public."""
    asked = select(Publication).where(Publication.withdrawn_at.is_not(None))
    return db.session.scalars(asked.order_by(Publication.withdrawn_at.desc()).limit(limit)).all()


def corrected(*, limit: int | None = None) -> Sequence[Publication]:
    """What was corrected and is public, the last corrected first."""
    asked = live().where(Publication.corrected_at.is_not(None))
    return db.session.scalars(asked.order_by(Publication.corrected_at.desc()).limit(limit)).all()


def feed(*, limit: int = 50) -> list[Publication]:
    """What was published, corrected or taken down last, the last first."""
    found = {one.visit_id: one for one in (*search(limit=limit), *corrected(limit=limit), *withdrawn(limit=limit))}
    return sorted(found.values(), key=changed_at, reverse=True)[:limit]


def changed_at(found: Publication) -> datetime:
    """When what is public of a result changed last."""
    return found.withdrawn_at or found.corrected_at or found.published_at


def _ordered(asked: Select[Publication]) -> Select[Publication]:
    return asked.order_by(Publication.published_on.desc(), Publication.visit_id.desc())


def _keys(filters: Filters) -> Select[int]:
    """In the order of the list the keys of what the filters let through: an index holds all that this asks for."""
    return _ordered(_fitting(filters)).with_only_columns(Publication.visit_id)


def _fitting(filters: Filters) -> Select[Publication]:
    asked = live()
    for name in ("department_id", "kind"):
        wanted = getattr(filters, name)
        if wanted is not None:
            asked = asked.where(getattr(Publication, name) == wanted)
    asked = asked.where(*_ended(filters.from_on, filters.until_on))
    return asked.where(_named(filters.text)) if filters.text else asked


def _ended(first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    """Visits that ended in these days, with the days between which the list is walked through for them.

    Nothing is public before its visit ends.
    """
    if first is None and last is None:
        return
    since, until = first or date.min, last or date.max
    within = Publication.ended_on.between(since, until)
    yield within
    if last is not None and _share(first, last) < _MOST:
        latest = db.session.scalar(select(func.max(Publication.published_on)).where(within)) or last
    else:
        latest = date.max
    yield Publication.published_on.between(since, latest)


def _share(first: date | None, last: date) -> float:
    """About what share of all results these days are: of most of them the last published is not looked up."""
    ends = select(Publication.ended_on).limit(1)
    oldest, newest = (
        db.session.scalar(ends.order_by(way)) or last for way in (Publication.ended_on, Publication.ended_on.desc())
    )
    days = (min(last, newest) - max(first or oldest, oldest)).days + 1
    return days / ((newest - oldest).days + 1)


def _named(words: str) -> ColumnElement[bool]:
    """Of the enterprises that these words mean: few are looked up, of many the last published are walked through."""
    key = search_key(words)
    meant = (Enterprise.uscc == key.upper()) | Enterprise.name_key.contains(key, autoescape=True)
    ids = db.session.scalars(select(Enterprise.id).where(meant).limit(_FEW + 1)).all()
    if len(ids) <= _FEW:
        return Publication.enterprise_id.in_(ids)
    return exists().where(Enterprise.id == Publication.enterprise_id, meant)
