"""Builders for the complaint line: the city's rules and calendar, and complaints brought to a state by their verbs."""

from datetime import UTC, datetime
from typing import Any

from app.accounts.models import User
from app.complaints import service
from app.complaints.models import Complaint
from app.complaints.rules import Complexity, State
from app.departments.models import Department
from app.kernel import sealing
from app.kernel.db import transaction
from app.kernel.permissions import COMPLAINANT, SYSTEM, Role
from app.policy import schemas as rulebook
from app.policy import service as policy
from app.workdays import service as workdays
from tests import make

KEY = sealing.key("a key for tests")
REFERRED = datetime(2026, 9, 8, 1, 0, tzinfo=UTC)
FACTS = "9月8日上午有工作人员未出示批准文件就进厂检查，要求停产半天。"
SHEET = service.SheetFields(facts="有人反映 9 月上旬未出示批准文件入企检查。", wants="说明检查依据")
REPLY = service.ReplyFields(findings="已到现场核实。", outcome="已向企业说明并纠正。", basis="附件3 第69条")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def city() -> None:
    """The rulebook, the calendar and the categories, as the service ships them."""
    with transaction():
        policy.load(rulebook.rulebook(rulebook.DEFAULT.read_bytes()), by=SYSTEM, at=make.AT)
        workdays.seed(by=SYSTEM, at=make.AT)
        service.load_categories(by=SYSTEM, at=make.AT)


def filing(**more: Any) -> service.Filing:
    """A filing with everything that is required."""
    return service.Filing(**{"category": "illegal_inspection", "facts": FACTS, "wants": "说明检查依据", **more})


_origins = iter(f"test:{n}" for n in range(10**6))


def filed(holder: User | None = None, *, at: datetime = REFERRED, origin: str = "", **more: Any) -> service.Filed:
    """A complaint that has been filed, committed."""
    with transaction():
        return service.file(
            filing(**more),
            origin=origin or next(_origins),
            key=KEY,
            holder=holder.id if holder else None,
            by=COMPLAINANT,
            at=at,
        )


class Cast:
    """An officer, another one, a department and its clerk, an enterprise's user."""

    def __init__(self) -> None:
        city()
        self.officer = make.user(Role.OVERSIGHT)
        self.second = make.user(Role.OVERSIGHT)
        self.department: Department = make.department("市应急管理局")
        self.clerk = make.user(Role.CLERK, department=self.department)
        self.owner = make.user(Role.ENTERPRISE)

    def referred(self, *, at: datetime = REFERRED, **more: Any) -> Complaint:
        """A complaint that the officer has accepted and referred to the department."""
        complaint = filed(self.owner, at=at, **more).complaint
        with transaction():
            service.accept(complaint, to=self.department, sheet=SHEET, by=self.officer, at=at)
        return complaint

    def verified(self, complexity: Complexity = Complexity.SIMPLE, *, at: datetime = REFERRED) -> Complaint:
        complaint = self.referred(at=at)
        with transaction():
            service.verify(complaint, fields=REPLY, complexity=complexity, reason="涉及鉴定", by=self.clerk, at=at)
        return complaint

    def resolved(self, *, at: datetime = REFERRED) -> Complaint:
        complaint = self.verified(at=at)
        with transaction():
            service.resolve(complaint, fields=REPLY, by=self.clerk, at=at)
        return complaint

    def rated_badly(self, *, at: datetime = REFERRED) -> Complaint:
        complaint = self.resolved(at=at)
        with transaction():
            service.rate(complaint, score=1, reasons=["unsolved"], words="没有解决", at=at)
        return complaint

    def in_state(self, state: State) -> Complaint:
        """A complaint in that state, brought there by verbs."""
        makers = {
            State.SUBMITTED: lambda: filed(self.owner).complaint,
            State.DECLINED: self._declined,
            State.REFERRED: self.referred,
            State.RETURNED: self._returned,
            State.VERIFIED: self.verified,
            State.PRELIMINARY: self._preliminary,
            State.IN_PROGRESS: self._redone,
            State.RESOLVED: self.resolved,
            State.RATED: self.rated_badly,
            State.UNDER_REVIEW: self.under_review,
            State.WITHDRAWN: self._withdrawn,
        }
        complaint = makers[state]()
        assert complaint.state is state
        return complaint

    def _declined(self) -> Complaint:
        complaint = filed(self.owner).complaint
        with transaction():
            service.decline(complaint, reason="not_ours", words="不属于受理范围", by=self.officer, at=REFERRED)
        return complaint

    def _returned(self) -> Complaint:
        complaint = self.referred()
        with transaction():
            service.return_referral(complaint, to="市消防大队", basis="消防法", by=self.clerk, at=REFERRED)
        return complaint

    def _preliminary(self) -> Complaint:
        complaint = self.verified(Complexity.COMPLEX)
        with transaction():
            service.give_preliminary(complaint, fields=REPLY, by=self.clerk, at=REFERRED)
        return complaint

    def under_review(self) -> Complaint:
        complaint = self.resolved()
        with transaction():
            service.request_review(complaint, reason="没有回答问题", at=REFERRED)
        return complaint

    def _redone(self) -> Complaint:
        complaint = self.under_review()
        with transaction():
            service.decide_review(complaint, outcome="redo", words="事实不清", by=self.officer, at=REFERRED)
        return complaint

    def _withdrawn(self) -> Complaint:
        complaint = filed(self.owner).complaint
        with transaction():
            service.withdraw(complaint, reason="已经解决", at=REFERRED)
        return complaint
