"""Looking at the list of inspection items; which of them somebody may change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from app.accounts.models import User
from app.items import rules
from app.items.models import Item, Owner
from app.kernel.db import db
from app.kernel.errors import Forbidden, Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry

MOST_WORDS = 5


class Filters(NamedTuple):
    """What narrows the list; None lets everything through. `in_force_on` and `ended_on` are days to judge by."""

    text: str = ""
    department_id: int | None = None
    kind: rules.Kind | None = None
    complete: bool | None = None
    in_force_on: date | None = None
    ended_on: date | None = None


EVERYTHING = Filters()


def find(code: str) -> Item | None:
    """The item with this canonical code, None where there is none."""
    return db.session.scalar(select(Item).where(Item.code == code))


def by_code(code: str) -> Item:
    """The item with this code, written in any way that `rules.code` reads. Raises `Missing`."""
    try:
        found = find(rules.code(code))
    except Refused:
        found = None
    if found is None:
        raise Missing("item_missing")
    return found


def by_codes(codes: Iterable[str]) -> dict[str, Item]:
    """Those of these canonical codes that are in the list."""
    return {item.code: item for item in db.session.scalars(select(Item).where(Item.code.in_(list(codes))))}


def may_edit(item: Item, user: User) -> bool:
    """The office may change every item, a clerk those that the own department owns."""
    return user.role is Role.OVERSIGHT or user.department_id in {owner.id for owner in item.departments}


def editable(code: str, *, to: User) -> Item:
    """The item, if this user may change it. Raises `Missing` and `Forbidden`."""
    item = by_code(code)
    if not may_edit(item, to):
        raise Forbidden("item_of_another_department")
    return item


def search(filters: Filters = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Sequence[Item]:
    """The items that the filters let through, by code."""
    return db.session.scalars(_fitting(filters).order_by(Item.code).limit(limit).offset(offset)).all()


def count(filters: Filters = EVERYTHING) -> int:
    """How many items `search` finds."""
    return db.session.scalar(select(func.count()).select_from(_fitting(filters).subquery())) or 0


def export(filters: Filters = EVERYTHING) -> Iterator[Item]:
    """Everything that `search` finds."""
    yield from db.session.scalars(_fitting(filters).order_by(Item.code))


def plannable(department_id: int, on: date) -> Sequence[Item]:
    """The complete items of a department that are in force on a day, by code."""
    return search(Filters(department_id=department_id, complete=True, in_force_on=on), limit=10_000)


def history(item: Item) -> Sequence[Entry]:
    """What was done to the item, the latest first."""
    return list(reversed(ledger.of(f"item:{item.code}")))


def _fitting(filters: Filters) -> Select[Item]:
    asked = select(Item)
    for word in filters.text.split()[:MOST_WORDS]:
        asked = asked.where(_fits(word))
    if filters.department_id is not None:
        owned = select(Owner.item_id).where(Owner.department_id == filters.department_id)
        asked = asked.where(Item.id.in_(owned))
    if filters.kind is not None:
        asked = asked.where(Item.kind == filters.kind)
    return asked.where(*_standing(filters))


def _standing(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.complete is not None:
        complete = and_(*(getattr(Item, name) != "" for name in rules.NEEDED))
        yield complete if filters.complete else not_(complete)
    if filters.in_force_on is not None:
        on = filters.in_force_on
        yield and_(Item.from_on <= on, or_(Item.until_on.is_(None), Item.until_on >= on))
    if filters.ended_on is not None:
        yield Item.until_on < filters.ended_on


def _fits(word: str) -> ColumnElement[bool]:
    """One word: a part of the name, of the heading, of the code, or of the initials."""
    ways = [part.contains(word, autoescape=True) for part in (Item.name, Item.category)]
    ways.append(Item.code.contains(word.upper(), autoescape=True))
    if word.isascii() and word.isalnum():
        ways.append(Item.initials.contains(word.lower(), autoescape=True))
    return or_(*ways)
