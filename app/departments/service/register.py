"""Changing the register of departments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.departments import queries, rules
from app.departments.models import Department
from app.departments.rules import Level
from app.kernel import pinyin
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

CHANGEABLE = ("name", "short_name", "level", "line", "phone", "keywords", "active")


def register(
    code: str,
    name: str,
    *,
    by: Actor,
    at: datetime,
    short_name: str = "",
    level: Level = Level.CITY,
    line: str = "",
    phone: str = "",
    keywords: Sequence[str] = (),
    active: bool = True,
) -> Department:
    """Add a department. Refuses a code or a name that is in the register already."""
    code = rules.code(code)
    _refuse_twin(code, name)
    department = Department(code=code, name=name, short_name=short_name or name, level=level, line=line, phone=phone)
    department.initials = pinyin.initials(department.short_name)
    department.keywords, department.active = list(keywords), active
    db.session.add(department)
    record("department:register", ref(code), by=by, at=at, name=name, level=level, line=line)
    return department


def revise(department: Department, *, by: Actor, at: datetime, **changes: Any) -> Sequence[str]:
    """Change some of `CHANGEABLE`; answers the names of what became different. Nothing different records nothing."""
    changed = [key for key in CHANGEABLE if key in changes and changes[key] != getattr(department, key)]
    if "name" in changed:
        _refuse_twin("", changes["name"])
    for key in changed:
        setattr(department, key, changes[key])
    if changed:
        department.initials = pinyin.initials(department.short_name)
        told = {key: _told(getattr(department, key)) for key in changed}
        record("department:revise", ref(department.code), by=by, at=at, **told)
    return changed


def load(
    rows: Sequence[Mapping[str, Any]], *, digest: str = "", refused: int = 0, by: Actor, at: datetime
) -> dict[str, int]:
    """Bring the register to what the rows of a sheet say: new codes are added, known ones revised, none removed.

    Each department that becomes different has its own entry; where `digest`, the file's SHA-256, is told, one more
    carries it with the counts.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for row in rows:
        values = dict(row)
        known = queries.find(rules.code(values["code"]))
        if known is None:
            register(values.pop("code"), values.pop("name"), by=by, at=at, **values)
            counts["created"] += 1
        else:
            values.pop("code")
            counts["updated" if revise(known, by=by, at=at, **values) else "unchanged"] += 1
    if digest:
        facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
        record("department:import", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """What `load` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    known = queries.by_codes(row["code"] for row in rows)
    for row in rows:
        found = known.get(row["code"])
        changed = found is not None and any(row[key] != getattr(found, key) for key in CHANGEABLE if key in row)
        counts["created" if found is None else "updated" if changed else "unchanged"] += 1
    return counts


def ref(code: str) -> str:
    """How the ledger calls a department."""
    return f"department:{code}"


def _told(value: Any) -> Any:
    return "、".join(value) if isinstance(value, list) else value


def _refuse_twin(code: str, name: str) -> None:
    twin = db.session.scalar(select(Department).where(or_(Department.code == code, Department.name == name)))
    if twin is not None and twin.code == code:
        raise Refused("department_code_taken", field="code", taken=code)
    if twin is not None:
        raise Refused("department_name_taken", field="name", taken=twin.code)
