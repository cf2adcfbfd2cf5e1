"""Looking at the directory. Search is by name or a part of it, a former name, initials, or the start of a code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from app.enterprises import rules
from app.enterprises.models import Change, Enterprise, FormerName, Rating
from app.enterprises.rules import Aspect, Grade, Kind, Risk, State
from app.kernel.db import db
from app.kernel.errors import Missing, Refused

_INITIALS_LEAST = 2
_CODE_LEAST = 4
_CODE_BEGINS = re.compile(r"^[0-9any][0-9]{5}[0-9a-z]{2,12}$")
MOST_WORDS = 5
_CODES_AT_ONCE = 500


class Filters(NamedTuple):
    """What narrows the directory besides words; None lets everything through."""

    kind: Kind | None = None
    state: State | None = None
    credit_grade: Grade | None = None
    risk_level: Risk | None = None
    township: str | None = None


EVERYTHING = Filters()


class Given(NamedTuple):
    """A rating: when, what, by whom."""

    on: date
    value: str | None
    source: str


def find(code: str) -> Enterprise | None:
    """The enterprise with this canonical code, None where there is none."""
    return db.session.scalar(select(Enterprise).where(Enterprise.uscc == code))


def by_code(code: str) -> Enterprise:
    """The enterprise with this code, written in any way that `rules.code` reads. Raises `Missing`."""
    try:
        found = find(rules.code(code))
    except Refused:
        found = None
    if found is None:
        raise Missing("enterprise_missing")
    return found


def get(enterprise_id: int) -> Enterprise:
    """The enterprise with this key. Raises `Missing`."""
    found = db.session.get(Enterprise, enterprise_id)
    if found is None:
        raise Missing("enterprise_missing")
    return found


def search(text: str = "", filters: Filters = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Sequence[Enterprise]:
    """The enterprises that fit every word of the text, names that begin with it first, then by initials and code.

    Which ones is answered from the index `ix_enterprises_search` alone; only those of the page are read whole.
    """
    chosen = _ordered(text, _fitting(text, filters)).with_only_columns(Enterprise.id).limit(limit).offset(offset)
    ids = db.session.scalars(chosen).all()
    rows = {row.id: row for row in db.session.scalars(select(Enterprise).where(Enterprise.id.in_(ids)))}
    return [rows[row_id] for row_id in ids]


def count(text: str = "", filters: Filters = EVERYTHING) -> int:
    """How many enterprises `search` finds."""
    counted = select(func.count()).select_from(_fitting(text, filters).with_only_columns(Enterprise.id).subquery())
    return db.session.scalar(counted) or 0


def export(text: str = "", filters: Filters = EVERYTHING) -> Iterator[Enterprise]:
    """Everything that `search` finds, streamed in batches, by code."""
    asked = _fitting(text, filters).order_by(Enterprise.uscc).execution_options(yield_per=2000)
    for batch in db.session.scalars(asked).partitions():
        yield from batch


def townships() -> Sequence[str]:
    """The townships that occur, by name."""
    return db.session.scalars(
        select(Enterprise.township).where(Enterprise.township != "").distinct().order_by(Enterprise.township)
    ).all()


def former_names(enterprise: Enterprise) -> Sequence[FormerName]:
    """The names that it bore before, the latest first."""
    own = FormerName.enterprise_id == enterprise.id
    return db.session.scalars(select(FormerName).where(own).order_by(FormerName.id.desc())).all()


def changes(enterprise: Enterprise) -> Sequence[Change]:
    """What was changed of it, the latest first."""
    own = Change.enterprise_id == enterprise.id
    return db.session.scalars(select(Change).where(own).order_by(Change.id.desc())).all()


def by_codes(codes: Iterable[str]) -> dict[str, Enterprise]:
    """Those of these canonical codes that are in the directory."""
    return {one.uscc: one for one in db.session.scalars(select(Enterprise).where(Enterprise.uscc.in_(list(codes))))}


def last_changes(codes: Sequence[str], since: datetime) -> dict[str, Change]:
    """The last change of each of these enterprises after an instant, by code; who was not changed is left out."""
    found: dict[str, Change] = {}
    for start in range(0, len(codes), _CODES_AT_ONCE):
        some = codes[start : start + _CODES_AT_ONCE]
        asked = select(Enterprise.uscc, Change).join(Change, Change.enterprise_id == Enterprise.id)
        asked = asked.where(Enterprise.uscc.in_(some), Change.at > since).order_by(Change.id)
        found |= {row[0]: row[1] for row in db.session.execute(asked)}
    return found


def rating_history(enterprise: Enterprise) -> Sequence[Rating]:
    """Every rating that was ever given, the latest first."""
    own = Rating.enterprise_id == enterprise.id
    return db.session.scalars(select(Rating).where(own).order_by(Rating.rated_on.desc(), Rating.id.desc())).all()


def ratings(ids: Iterable[int]) -> dict[tuple[int, Aspect], list[Given]]:
    """Every rating of these enterprises by key and aspect, the latest last."""
    found: dict[tuple[int, Aspect], list[Given]] = {}
    asked = select(Rating).where(Rating.enterprise_id.in_(list(ids))).order_by(Rating.rated_on, Rating.id)
    for row in db.session.scalars(asked):
        found.setdefault((row.enterprise_id, row.aspect), []).append(Given(row.rated_on, row.value, row.source))
    return found


def _fitting(text: str, filters: Filters) -> Select[Enterprise]:
    asked = select(Enterprise)
    for name, wanted in filters._asdict().items():
        if wanted is not None:
            asked = asked.where(getattr(Enterprise, name) == wanted)
    for word in text.split()[:MOST_WORDS]:
        asked = asked.where(_fits(word))
    return asked


def _fits(word: str) -> ColumnElement[bool]:
    """One word: a part of a name, of a former name, of the initials, or the beginning of a code."""
    key = rules.search_key(word)
    if _CODE_BEGINS.match(key):
        return Enterprise.uscc.between(key.upper(), key.upper().ljust(18, "Z"))
    if not key:
        return Enterprise.name.contains(word, autoescape=True)
    former = select(FormerName.enterprise_id).where(FormerName.name_key.contains(key, autoescape=True))
    ways: list[ColumnElement[bool]] = [
        Enterprise.name_key.contains(key, autoescape=True),
        Enterprise.id.in_(former),
    ]
    if key.isascii() and key.isalnum():
        ways += _typed(key)
    return or_(*ways)


def _typed(key: str) -> list[ColumnElement[bool]]:
    """What Latin letters and digits may mean besides: initials, the start of a code."""
    ways: list[ColumnElement[bool]] = []
    if len(key) >= _INITIALS_LEAST:
        ways.append(Enterprise.initials.contains(key, autoescape=True))
    if len(key) >= _CODE_LEAST:
        ways.append(Enterprise.uscc.startswith(key.upper(), autoescape=True))
    return ways


def _ordered(text: str, asked: Select[Enterprise]) -> Select[Enterprise]:
    order: list[Any] = [Enterprise.initials, Enterprise.uscc]
    key = rules.search_key(text)
    if key:
        order.insert(0, case((Enterprise.name_key.startswith(key, autoescape=True), 0), else_=1))
    return asked.order_by(*order)
