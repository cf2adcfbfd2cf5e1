"""Visits of the town: a draft for a quiet day, one with a pass, a request that waits, one approved, an emergency."""

import dataclasses
from datetime import date
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises import queries as enterprises
from app.items.models import Item
from app.kernel import files
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.quiet_days import service as quiet_days
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import Basis
from tests import make
from tests.complaints.story import PNG
from tests.visits.scene import AT, FREE, SATURDAY, allow_emergencies


def settle(owner: User, applicant: User, leader: User, unit: Department, item: Item) -> dict[str, Any]:
    """The names by which the walks know them; `leader` is in charge of `unit` already."""
    firm = enterprises.get(owner.enterprise_id or 0)
    people = [make.inspector(unit) for _ in range(2)]

    def wanted(day: date) -> visits.Wanted:
        return visits.Wanted(
            enterprise=firm,
            days=(day, day),
            basis=Basis.MONITORING,
            basis_ref="JC-2026-118",
            basis_on=date(2026, 9, 10),
            reason="库温连续三日超限",
            items=[item],
            inspectors=people,
        )

    def drafted(day: date) -> Visit:
        with transaction():
            return visits.draft(wanted(day), by=applicant, at=AT)

    draft, registered, urgent = drafted(SATURDAY), drafted(FREE), drafted(date(2026, 9, 11))
    waiting, approved = drafted(date(2026, 9, 15)), drafted(date(2026, 9, 11))
    with transaction():
        visits.register(registered, by=applicant, at=AT)
    for papered in (draft, waiting):
        with transaction():
            visits.attach(papered, files.checked("监测曲线.png", PNG), by=applicant, at=AT)
    with transaction():
        request = quiet_days.submit(waiting, by=applicant, at=AT)
    with transaction():
        decided = quiet_days.submit(approved, by=applicant, at=AT)
    with transaction():
        quiet_days.approve(decided, by=leader, at=AT)
    with transaction():
        visits.check_in(approved, scanned=firm.uscc, by=applicant, at=AT)
    allow_emergencies()
    with transaction():
        visits.enter_urgently(urgent, reason="库区起火", by=applicant, at=AT)
    with transaction():
        sighting = visits.report(enterprise=firm, place="", department=unit, words="三个人", origin="town", at=AT)
    neighbour = make.department("市水利局", short_name="水利局")
    clerk = make.user(Role.CLERK, neighbour)
    staff, looked_at = [make.inspector(neighbour) for _ in range(2)], make.item("河道检查", [neighbour])
    with transaction():
        given = {"items": [looked_at], "inspectors": staff, "basis": Basis.TRANSFERRED, "basis_ref": "转办-7"}
        guest = visits.draft(dataclasses.replace(wanted(FREE), **given), by=clerk, at=AT)
    with transaction():
        offer = visits.offer(guest, registered, by=clerk, at=AT)
    other = make.user(leader.role)
    with transaction():
        days = {"from_on": date(2026, 9, 11), "until_on": date(2026, 9, 20)}
        deputy = quiet_days.deputize(other, **days, document="委托书〔2026〕3号", by=leader, at=AT)
    return {
        "visit": draft.number,
        "papered": draft.number,
        "registered": registered.number,
        "entered": approved.number,
        "pass": approved.code,
        "future_pass": registered.code,
        "urgent": urgent.number,
        "waiting_visit": waiting.number,
        "request": request.number,
        "approval": decided.number,
        "sighting": sighting.id,
        "deputy": deputy.id,
        "offer": offer.id,
    }
