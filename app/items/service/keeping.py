"""One inspection item: entered, corrected, ended. None is ever removed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.departments.models import Department
from app.items import queries, rules
from app.items.models import Item
from app.items.rules import Kind
from app.kernel import clock, pinyin
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

TEXTS = ("category", "basis", "subject", "object", "method", "content")
CHANGEABLE = ("name", "kind", *TEXTS, "from_on", "until_on", "departments")


def register(
    code: str,
    name: str,
    *,
    departments: Sequence[Department],
    kind: Kind = Kind.ROUTINE,
    from_on: date | None = None,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
    **texts: str,
) -> Item:
    """Enter an item; `texts` are some of `TEXTS`. Without `from_on` it is in force from today.

    Refuses a code that is in the list already, an item that nobody owns, and an end before the beginning.
    """
    code, from_on = rules.code(code), from_on or clock.day(at)
    if queries.find(code) is not None:
        raise Refused("item_code_taken", field="code")
    _check(from_on, until_on, departments)
    item = Item(code=code, name=name, kind=kind, from_on=from_on, until_on=until_on, entered_at=at, revised_at=at)
    item.initials, item.departments = pinyin.initials(name), list(departments)
    for key in TEXTS:
        setattr(item, key, texts.get(key) or "")
    db.session.add(item)
    record("item:register", ref(code), by=by, at=at, **told({key: getattr(item, key) for key in CHANGEABLE}))
    return item


def revise(item: Item, *, seen: int | None = None, by: Actor, at: datetime, **values: Any) -> Sequence[str]:
    """Change some of `CHANGEABLE`; answers the names of what became different. Nothing different records nothing.

    `seen` is the version that whoever decides has looked at: `Conflict` where somebody changed it since.
    """
    if seen is not None and seen != item.version:
        raise Conflict("changed_meanwhile")
    changed = differing(item, values)
    if not changed:
        return []
    after = {key: getattr(item, key) for key in CHANGEABLE} | changed
    _check(after["from_on"], after["until_on"], after["departments"])
    for key, value in changed.items():
        setattr(item, key, value)
    item.initials, item.revised_at = pinyin.initials(item.name), at
    record("item:revise", ref(item.code), by=by, at=at, **told(changed))
    return sorted(changed)


def ref(code: str) -> str:
    """How the ledger calls an item."""
    return f"item:{code}"


def differing(item: Item, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are another than the item's; the order of its departments does not matter."""
    found = {key: values[key] for key in CHANGEABLE if key in values and values[key] != getattr(item, key)}
    if "departments" in found and {one.id for one in found["departments"]} == {one.id for one in item.departments}:
        del found["departments"]
    return found


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as facts of the ledger: departments by their codes."""
    departments = values.get("departments")
    codes = {} if departments is None else {"departments": "、".join(sorted(one.code for one in departments))}
    return {**values, **codes}


def _check(from_on: date, until_on: date | None, departments: Sequence[Department]) -> None:
    rules.check_days(from_on, until_on)
    if not departments:
        raise Refused("item_without_department", field="departments")
