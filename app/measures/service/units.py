"""The office says whom a name of the lists means."""

from datetime import datetime

from app.departments.models import Department
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.measures.models import UnitMatch
from app.measures.rules import Holder


def match(name: str, holder: Holder, department: Department | None, *, by: Actor, at: datetime) -> None:
    """Decide whom a name means: a department of the register, the office itself, or many units."""
    if (holder is Holder.DEPARTMENT) != (department is not None):
        raise Refused("measure_unit_unnamed", field="department")
    found = db.session.get(UnitMatch, name) or UnitMatch(name=name)
    found.holder, found.department_id = holder, department.id if department else None
    found.by_id, found.at = getattr(by, "id", None), at
    db.session.add(found)
    code = department.code if department else ""
    record("measure:match", f"unit:{name}", by=by, at=at, holder=holder, department=code)
