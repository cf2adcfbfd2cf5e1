"""What is kept: entries by number and state, opened for whoever may look; looks; acts of the discipline role."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.departments.models import Department
from app.discipline.models import Watch, WatchLook
from app.discipline.rules import State
from app.enterprises.models import Enterprise
from app.kernel import numbering, sealing
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger.models import Entry

MOST_LISTED = 200


class Opened(NamedTuple):
    """An entry with its seal opened: what it is about, in names; `words` of whoever judged it."""

    watch: Watch
    facts: dict[str, Any]
    enterprise: Enterprise | None
    department: Department | None
    words: str


def watches() -> Sequence[Watch]:
    """At most `MOST_LISTED` entries: those that nobody has judged first, and the latest before the others."""
    asked = select(Watch).order_by(Watch.state != State.OPEN, Watch.id.desc()).limit(MOST_LISTED)
    return db.session.scalars(asked).all()


def by_number(number: str) -> Watch:
    """The entry with this number. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("watch_missing") from None
    found = db.session.scalar(select(Watch).where(Watch.number == plain))
    if found is None:
        raise Missing("watch_missing")
    return found


def known(marks: Collection[str]) -> set[str]:
    """Which of these marks are kept already."""
    return set(db.session.scalars(select(Watch.mark).where(Watch.mark.in_(marks))))


def counts() -> dict[State, int]:
    """How many entries stand in each state."""
    asked = select(Watch.state, func.count(Watch.id)).group_by(Watch.state)
    return dict(db.session.execute(asked).all())


def opened(rows: Sequence[Watch], key: bytes) -> list[Opened]:
    """These entries with their seals opened."""
    told = [(one, sealing.unseal(key, one.sealed, context=one.number)) for one in rows]
    firms = _named(Enterprise, {facts["enterprise_id"] for _, facts in told})
    units = _named(Department, {facts["department_id"] for _, facts in told})
    return [
        Opened(one, facts, firms.get(facts["enterprise_id"]), units.get(facts["department_id"]), _words(one, key))
        for one, facts in told
    ]


def _named(kind: Any, keys: Collection[int]) -> dict[int, Any]:
    return {one.id: one for one in db.session.scalars(select(kind).where(kind.id.in_(keys)))}


def _words(one: Watch, key: bytes) -> str:
    if one.judgement is None:
        return ""
    return str(sealing.unseal(key, one.judgement, context=f"{one.number}:judgement")["words"])


def looks(*, limit: int = 100) -> Sequence[WatchLook]:
    """The looks at the list, the latest first."""
    return db.session.scalars(select(WatchLook).order_by(WatchLook.id.desc()).limit(limit)).all()


def own_acts(*, limit: int, skip: int = 0) -> tuple[Sequence[Entry], int]:
    """What people of the discipline role did, the latest first, and how many acts there are; their accounts' own left
    out.
    """
    own = (Entry.acting_role == Role.DISCIPLINE, Entry.verb.not_like("account:%"))
    total = db.session.scalar(select(func.count()).select_from(Entry).where(*own)) or 0
    asked = select(Entry).where(*own).order_by(Entry.index.desc()).limit(limit).offset(skip)
    return db.session.scalars(asked).all(), total
