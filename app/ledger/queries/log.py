"""The acts of the ledger for those who oversee: by case, verb, actor and day, the newest first.

Nobody learns here who complained. What an enterprise does with its own account is told without actor, reference and
facts, for a sign-up a minute before a complaint would name the complainant; and a complainant's own words stay out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, select

from app.kernel import clock
from app.kernel.db import Model, db
from app.kernel.permissions import COMPLAINANT, Role
from app.ledger.models import Entry

OWN_WORDS = frozenset({"reason", "words"})
_ACCOUNT = "account:"
_FIRST, _LAST = date(1900, 1, 1), date(9998, 12, 31)
_OWN_ACCOUNT = and_(Entry.acting_role == Role.ENTERPRISE, Entry.verb.startswith(_ACCOUNT))


@dataclass(frozen=True)
class Wanted:
    """Which acts: `ref` is a case's number, `actor` as the ledger writes it; both days included."""

    ref: str | None = None
    verb: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One act as it may be read; `withheld` where it is only told that there was one."""

    index: int
    at: datetime
    verb: str
    ref: str
    actor: str
    name: str
    role: str
    facts: dict[str, Any]
    withheld: bool


def lines(wanted: Wanted, *, limit: int, skip: int = 0) -> Iterator[Line]:
    """These acts, the newest first."""
    asked = _asked(wanted, select(Entry)).order_by(Entry.index.desc()).limit(limit).offset(skip)
    entries = db.session.scalars(asked).all()
    names = _names({entry.actor for entry in entries})
    return (_line(entry, names) for entry in entries)


def found(wanted: Wanted) -> int:
    """How many acts these are."""
    return db.session.scalar(_asked(wanted, select(func.count()).select_from(Entry))) or 0


def _asked(wanted: Wanted, asked: Select[Any]) -> Select[Any]:
    return asked.where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.ref or wanted.actor:
        yield not_(_OWN_ACCOUNT)
    if wanted.ref:
        yield Entry.ref == wanted.ref
    if wanted.actor:
        yield Entry.actor == wanted.actor
    if wanted.verb:
        yield Entry.verb == wanted.verb
    yield from _days(wanted)


def _days(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.since:
        yield Entry.at >= clock.midnight(max(wanted.since, _FIRST))
    if wanted.until:
        yield Entry.at < clock.midnight(min(wanted.until, _LAST), days=1)


def _line(entry: Entry, names: dict[str, str]) -> Line:
    withheld = entry.acting_role == Role.ENTERPRISE and entry.verb.startswith(_ACCOUNT)
    return Line(
        index=entry.index,
        at=entry.at,
        verb=entry.verb,
        ref="" if withheld else entry.ref,
        actor="" if withheld else entry.actor,
        name="" if withheld else names.get(entry.actor, ""),
        role=entry.acting_role,
        facts={} if withheld else _facts(entry),
        withheld=withheld,
    )


def _facts(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(entry.facts)
    if entry.actor == COMPLAINANT.actor and entry.verb != "complaint:file":
        return {name: value for name, value in told.items() if name not in OWN_WORDS}
    return told


def _names(actors: set[str]) -> dict[str, str]:
    """The names of members of staff, by how the ledger calls them: from the table that lies above, by its own name."""
    ids = [int(key) for kind, _, key in (actor.partition(":") for actor in actors) if kind == "user" and key.isdigit()]
    table = Model.metadata.tables["users"]
    asked = select(table.c.id, table.c.name).where(table.c.id.in_(ids), table.c.role != Role.ENTERPRISE)
    return {f"user:{row.id}": str(row.name) for row in db.session.execute(asked)}


def actor_called(text: str) -> str:
    """How the ledger calls the member of staff with this user name; anything else is taken as the ledger's own word."""
    table = Model.metadata.tables["users"]
    key = db.session.scalar(select(table.c.id).where(table.c.username == text, table.c.role != Role.ENTERPRISE))
    return text if key is None else f"user:{key}"
