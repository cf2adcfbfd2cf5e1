"""Cases that are due soon or late by days that are known, and orders at any stage, made by the services."""

from datetime import UTC, datetime
from typing import Any

from app.complaints.models import Complaint
from app.kernel.db import transaction
from app.supervision import queries, service
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.supervision.service import Draft
from tests.arrears import books

# Friday 11 September 2026; a case referred three working days before is to be verified today.
AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
REFERRED = {
    "soon": datetime(2026, 9, 8, 1, 0, tzinfo=UTC),
    "late": datetime(2026, 9, 7, 1, 0, tzinfo=UTC),
    "very_late": datetime(2026, 9, 3, 1, 0, tzinfo=UTC),
}
MEETING = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)
WORDS = {"title": "关于投诉件超过办理时限的督办通知", "body": "请立即办理。\n三日内答复。"}


class Cast(books.Cast):
    """Who acts, with a case for each colour."""

    def case(self, how: str) -> Complaint:
        """A complaint of the department whose verification is due soon, late, or very late."""
        return self.referred_complaint(at=REFERRED[how])

    def referred_complaint(self, **more: Any) -> Complaint:
        return super(books.Cast, self).referred(**more)

    def rows(self, *cases: Complaint, at: datetime = AT) -> list[queries.Late]:
        numbers = {one.number for one in cases}
        on = at.date()
        return [row for row in queries.late(on) if not numbers or row.complaint.number in numbers]

    def issue(self, kind: Kind, *cases: Complaint, at: datetime = AT, **more: Any) -> Order:
        """An order about what is proposed of these cases."""
        picked = [row.deadline.id for row in self.rows(*cases, at=at) if row.kind is kind]
        if kind is Kind.RED:
            more = {"meet_at": MEETING, "place": "市优办会议室", **more}
        with transaction():
            return service.issue(kind, picked, Draft(**{**WORDS, **more}), by=self.officer, at=at)

    def measure(self, kind: Kind, *numbers: str, at: datetime = AT, **more: Any) -> Order:
        if kind is not Kind.CIRCULAR:
            more = {"meet_at": MEETING, "place": "市优办会议室", **more}
        draft, unit = Draft(**{**WORDS, **more}), self.department.id
        with transaction():
            return service.take_measure(kind, numbers, draft, department_id=unit, by=self.officer, at=at)

    def refer(self, *numbers: str, at: datetime = AT) -> Any:
        told = {"facts": "多次督办不落实", "basis": "附件3 第81项", "department_id": self.department.id}
        with transaction():
            return service.refer_up(numbers, **told, by=self.officer, at=at)
