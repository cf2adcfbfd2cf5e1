"""Findings of the town: one of the clerk's department, one of another, one that no department knows of; their run."""

from datetime import date
from typing import Any

from app.accounts.models import User
from app.audit import queries, service
from app.audit.models import AuditFinding, RunKind
from app.audit.queries import Asked
from app.departments.models import Department
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.visits.models import CheckIn, Visit
from app.visits.rules import Basis, State
from tests import make
from tests.visits.scene import AT

DAY = date(2026, 9, 10)
TODAY = date(2026, 9, 11)


def entered(enterprise_id: int, unit: Department, by: User, serial: int) -> None:
    """A visit on a quiet day that nobody approved, as the service never lets it be made."""
    days = {"starts_on": DAY, "ends_on": DAY, "basis_on": DAY, "covered": [], "filing": ""}
    told = {"basis": Basis.MONITORING, "basis_ref": "JC-2026-120", "reason": "冷库温度异常", **days}
    instants = {"state_since": AT, "drafted_at": AT, "revised_at": AT}
    number = numbering.serial_number("JC", f"{DAY:%Y%m%d}", 990_000 + serial)
    owners = {"enterprise_id": enterprise_id, "department_id": unit.id, "drafted_by_id": by.id}
    with make.act():
        code = f"FORCED-{serial}"
        visit = Visit(number=number, state=State.REGISTERED, code=code, **owners, **told, **instants)
        db.session.add(visit)
        db.session.flush()
        stay = {"entered_at": AT, "left_at": AT, "entered_by_id": by.id, "emergency": ""}
        db.session.add(CheckIn(visit_id=visit.id, on=DAY, **stay))


def settle(
    owner: User, applicant: User, people: tuple[User, User], unit: Department, other: Department
) -> dict[str, Any]:
    """The names by which the walks know them. `people` are one of the office and a clerk of the `unit`."""
    office, clerk = people
    for serial, one in enumerate((unit, other)):
        entered(owner.enterprise_id or 0, one, applicant, serial)
    with transaction():
        made = service.run(Asked(TODAY), kind=RunKind.CITY, wall=lambda: AT, by=SYSTEM, at=AT)
        run_id = made.id

    def number(department_id: int, code: str) -> str:
        found = db.session.query(AuditFinding).filter_by(department_id=department_id, code=code).first()
        assert found is not None
        return found.number

    accepted = number(unit.id, "inspectors_few")
    for verb, by in ((service.ask, office), (service.explain, clerk), (service.accept, office)):
        with transaction():
            verb(queries.get(accepted, to=by), words="请说明并整改", by=by, at=AT)
    return {
        "accepted_finding": accepted,
        "finding": number(unit.id, "quiet_unapproved"),
        "foreign_finding": number(other.id, "quiet_unapproved"),
        "hidden_finding": number(unit.id, "sighting_unjoined"),
        "audit_run": run_id,
    }
