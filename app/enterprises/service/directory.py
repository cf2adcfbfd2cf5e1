"""One enterprise: entered, corrected, renamed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from app.enterprises import queries, rules
from app.enterprises.models import Change, Enterprise, FormerName, Rating
from app.enterprises.rules import State
from app.enterprises.service.noting import ratings, said
from app.kernel import pinyin
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

TEXTS = ("township", "trade", "authority", "address", "scope")
COLUMNS = ("name", "kind", "state", "registered_on", *TEXTS)


def complete(uscc: str, name: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a new enterprise from a canonical code, a canonical name and what else is known."""
    values = dict.fromkeys(TEXTS, "") | {"rated_by": "", "credit_grade": None, "risk_level": None}
    values |= {"rated_on": None, "registered_on": None, "state": State.ACTIVE, "kind": rules.kind_of(uscc, name)}
    values |= {key: value for key, value in more.items() if value is not None}
    return values | {"uscc": uscc, "code_kind": rules.code_kind(uscc), **named(name)}


def named(name: str) -> dict[str, str]:
    """A name with what is derived from it for searching."""
    return {"name": name, "name_key": rules.search_key(name), "initials": pinyin.initials(name)}


def register(uscc: str, name: str, *, by: Actor, at: datetime, **more: Any) -> Enterprise:
    """Enter one enterprise. `more` are columns: kind, state, registered_on, township, trade, address, scope…

    Refuses a bad code, an empty name, and a code that is in the directory already.
    """
    uscc, name = rules.code(uscc), rules.name(name)
    if queries.find(uscc) is not None:
        raise Refused("enterprise_code_taken", field="uscc")
    enterprise = Enterprise(**complete(uscc, name, more), entered_at=at, batch="")
    db.session.add(enterprise)
    if enterprise.rated_by:
        db.session.flush()
        rows = ratings(enterprise.id, said(more), more, batch="", by=by, at=at)
        db.session.add_all(Rating(**row) for row in rows)
    record("enterprise:register", ref(uscc), by=by, at=at, kind=enterprise.kind, code_kind=enterprise.code_kind)
    return enterprise


def revise(enterprise: Enterprise, *, by: Actor, at: datetime, **values: Any) -> Sequence[str]:
    """Correct some of `COLUMNS`; answers the columns that became different. A new name keeps the old one as former.

    The ledger's entry names the columns, not their values: a sole trader's name is a person's.
    """
    changed = differing(enterprise, {key: values[key] for key in COLUMNS if key in values})
    if changed:
        apply(enterprise, changed, by=by, at=at, batch="")
        record("enterprise:revise", ref(enterprise.uscc), by=by, at=at, columns="、".join(sorted(changed)))
    return sorted(changed)


def ref(uscc: str) -> str:
    """How the ledger calls an enterprise."""
    return f"enterprise:{uscc}"


def differing(enterprise: Enterprise, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns whose value would become another."""
    return {key: value for key, value in values.items() if getattr(enterprise, key) != value}


def apply(enterprise: Enterprise, changed: Mapping[str, Any], *, by: Actor, at: datetime, batch: str) -> None:
    """Set the columns, keep what was there before, and the former name where the name is another."""
    before = {key: _told(getattr(enterprise, key)) for key in changed}
    after = {key: _told(value) for key, value in changed.items()}
    change = Change(enterprise_id=enterprise.id, at=at, actor=by.actor, batch=batch, before=before, after=after)
    if "name" in changed:
        kept = {"name": enterprise.name, "name_key": enterprise.name_key}
        db.session.add(FormerName(enterprise_id=enterprise.id, until_at=at, **kept))
        changed = {**changed, **named(changed["name"])}
    for key, value in changed.items():
        setattr(enterprise, key, value)
    db.session.add(change)


def _told(value: Any) -> str:
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)
