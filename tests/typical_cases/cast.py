"""The people of a typical case, and a case at any stage, by the services."""

from datetime import date, timedelta
from typing import Any

from app.accounts.models import User
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.typical_cases import queries, service
from app.typical_cases.models import TypicalCase
from tests import make
from tests.complaints import story

AT, DAY = make.AT, timedelta(days=1)
UNTIL = date(2026, 12, 31)
WORDS: dict[str, Any] = {
    "title": "企业宁静日未经批准入企检查",
    "facts": "某单位两名工作人员在企业宁静日未经批准进入一家食品企业检查，要求停产半天。",
    "outcome": "责令该单位向企业道歉，对责任人批评教育。",
    "category": "illegal_inspection",
    "department_id": None,
    "until_on": UNTIL,
}


class Cast:
    """Two of the office, a leader, two of discipline; the enterprise whose names and numbers must not be told."""

    def __init__(self) -> None:
        story.city()
        self.officer, self.second = (make.user(Role.OVERSIGHT) for _ in range(2))
        self.leader = make.user(Role.LEADER)
        self.inquirer, self.other = (make.user(Role.DISCIPLINE) for _ in range(2))
        self.firm = make.enterprise("沅江市洞庭粮油有限公司")
        self.unit = make.department("市应急管理局")

    @staticmethod
    def told(**more: Any) -> service.Draft:
        return service.Draft(**{**WORDS, **more})

    def drafted(self, by: User | None = None, **more: Any) -> TypicalCase:
        with transaction():
            return service.draft(self.told(**more), by=by or self.officer, at=AT)

    @staticmethod
    def approve(case: TypicalCase, by: User, **more: Any) -> None:
        said = {"looked": True, "seen": case.version, "at": AT, **more}
        with transaction():
            service.approve(queries.get(case.id), by=by, **said)

    def published(self, **more: Any) -> TypicalCase:
        case = self.drafted(**more)
        for user in (self.second, self.leader):
            self.approve(case, user)
        return case
