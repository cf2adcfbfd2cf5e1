"""A department with its leader and inspectors, an enterprise, and a visit of the one to the other."""

from datetime import UTC, date, datetime
from typing import Any

from app.accounts.models import User
from app.departments import service as departments
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.quiet_days import service as quiet_days
from app.quiet_days.models import QuietDayRequest
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import Basis
from tests import make

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
SATURDAY = date(2026, 9, 12)
FREE = date(2026, 9, 22)


class Scene:
    """The rulebook and the calendar are loaded; `leader` is in charge of `unit`, `other` of nothing."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        self.unit = make.department("市应急管理局", short_name="应急局", line="应急管理")
        self.rival_unit = make.department("市消防救援大队", short_name="消防大队", line="消防")
        self.firm = make.enterprise("沅丰烟花爆竹仓储有限公司")
        self.owner = make.user(Role.ENTERPRISE, enterprise=self.firm)
        self.item = make.item("重大危险源检查", [self.unit, self.rival_unit], from_on=date(2026, 1, 1))
        self.people = [make.inspector(self.unit), make.inspector(self.unit)]
        self.applicant = make.user(Role.INSPECTOR, self.unit, name="李检查")
        self.leader = make.user(Role.LEADER, name="沈市长")
        self.other = make.user(Role.LEADER, name="陆市长")
        self.office = make.user(Role.OVERSIGHT)
        self.lead(self.unit, self.leader)

    def lead(self, unit: Any, leader: User, from_on: date = date(2026, 1, 1), until_on: date | None = None) -> None:
        with transaction():
            departments.appoint(unit, leader, from_on=from_on, until_on=until_on, by=SYSTEM, at=AT)

    def wanted(self, first: date = SATURDAY, last: date | None = None, **more: Any) -> visits.Wanted:
        given: dict[str, Any] = {
            "enterprise": self.firm,
            "days": (first, last or first),
            "basis": Basis.MONITORING,
            "basis_ref": "JC-2026-118",
            "basis_on": date(2026, 9, 10),
            "reason": "库温连续三日超限",
            "items": [self.item],
            "inspectors": self.people,
        }
        return visits.Wanted(**(given | more))

    def draft(self, *days: date, at: datetime = AT, by: User | None = None, **more: Any) -> Visit:
        with transaction():
            return visits.draft(self.wanted(*days, **more), by=by or self.applicant, at=at)

    def registered(self, *days: date, at: datetime = AT, **more: Any) -> Visit:
        visit = self.draft(*(days or (FREE,)), at=at, **more)
        with transaction():
            visits.register(visit, by=self.applicant, at=at)
        return visit

    def requested(self, *days: date, at: datetime = AT, **more: Any) -> QuietDayRequest:
        visit = self.draft(*days, at=at, **more)
        with transaction():
            return quiet_days.submit(visit, by=self.applicant, at=at)

    def approved(self, *days: date, at: datetime = AT, **more: Any) -> QuietDayRequest:
        request = self.requested(*days, at=at, **more)
        with transaction():
            quiet_days.approve(request, by=self.leader, at=at)
        return request

    def form(self, **more: str | list[str]) -> dict[str, Any]:
        """The eight fields as an inspector fills them in."""
        return {
            "enterprise": self.firm.uscc,
            "days": "2026-09-12",
            "basis": "monitoring",
            "basis_ref": "JC-2026-118",
            "basis_on": "2026-09-10",
            "reason": "库温连续三日超限",
            "items": [self.item.code],
            "inspectors": [one.certificate_no for one in self.people],
        } | more


def allow_emergencies() -> None:
    """The office has allowed entering before approval: as if by a rulebook that says so."""
    from app.policy.models import RuleVersion

    with make.act():
        row = RuleVersion.query.filter_by(rule_id="visit.emergency").one()
        row.kept_value = '"on"'
