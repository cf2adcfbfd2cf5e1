"""One inspector: entered, corrected, no longer active. Nobody is ever removed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.departments.models import Department
from app.inspectors import queries, rules
from app.inspectors.models import Inspector
from app.items.models import Item
from app.kernel import pinyin
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

CHANGEABLE = ("name", "department", "section", "valid_from", "valid_until", "active", "items")


def register(
    certificate_no: str,
    name: str,
    *,
    department: Department,
    valid_from: date,
    valid_until: date,
    section: str = "",
    active: bool = True,
    items: Sequence[Item] = (),
    by: Actor,
    at: datetime,
) -> Inspector:
    """Enter an inspector. Refuses a number that is there already, an end before the beginning, an item of others."""
    number = rules.certificate_no(certificate_no)
    if queries.find(number) is not None:
        raise Refused("certificate_taken", field="certificate_no")
    _check(valid_from, valid_until, department, items)
    inspector = Inspector(certificate_no=number, name=name, initials=pinyin.initials(name), department=department)
    inspector.section, inspector.active, inspector.items = section, active, list(items)
    inspector.valid_from, inspector.valid_until = valid_from, valid_until
    inspector.entered_at = inspector.revised_at = at
    db.session.add(inspector)
    facts = {key: getattr(inspector, key) for key in CHANGEABLE}
    record("inspector:register", ref(number), by=by, at=at, **told(facts))
    return inspector


def revise(inspector: Inspector, *, seen: int | None = None, by: Actor, at: datetime, **values: Any) -> Sequence[str]:
    """Change some of `CHANGEABLE`; answers the names of what became different. Nothing different records nothing.

    `seen` is the version that whoever decides has looked at: `Conflict` where somebody changed it since.
    """
    if seen is not None and seen != inspector.version:
        raise Conflict("changed_meanwhile")
    changed = differing(inspector, values)
    if not changed:
        return []
    after = {key: getattr(inspector, key) for key in CHANGEABLE} | changed
    _check(after["valid_from"], after["valid_until"], after["department"], after["items"])
    for key, value in changed.items():
        setattr(inspector, key, value)
    inspector.initials, inspector.revised_at = pinyin.initials(inspector.name), at
    record("inspector:revise", ref(inspector.certificate_no), by=by, at=at, **told(changed))
    return sorted(changed)


def ref(certificate_no: str) -> str:
    """How the ledger calls an inspector."""
    return f"inspector:{certificate_no}"


def differing(inspector: Inspector, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are another than the inspector's; the order of the items does not matter."""
    found = {key: values[key] for key in CHANGEABLE if key in values and values[key] != getattr(inspector, key)}
    if "items" in found and {item.id for item in found["items"]} == {item.id for item in inspector.items}:
        del found["items"]
    return found


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as facts of the ledger: of a name its first character alone, departments and items by their codes."""
    found = dict(values)
    if "name" in found:
        found["name"] = found["name"][:1] + "*"
    if "department" in found:
        found["department"] = found["department"].code
    if "items" in found:
        found["items"] = "、".join(sorted(item.code for item in found["items"]))
    return found


def _check(valid_from: date, valid_until: date, department: Department, items: Sequence[Item]) -> None:
    rules.check_days(valid_from, valid_until)
    strange = [item.code for item in items if department not in item.departments]
    if strange:
        raise Refused("inspector_item_of_others", field="items", item=strange[0])
