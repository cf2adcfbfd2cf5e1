"""A creditor, the office, a department that the complaint lies with; and accounts at any stage, by the services."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.accounts.models import User
from app.arrears import queries, service
from app.arrears.models import ArrearsCase, Repayment
from app.arrears.rules import DebtorKind, StepKind
from app.arrears.service import CREDITOR, Debt, Side
from app.complaints import service as filing
from app.complaints.rules import Author, Disclosure
from app.departments.models import Department
from app.kernel.db import transaction
from tests import make
from tests.complaints import story

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 11)
FACTS = "道路维修工程已经验收交付，三次上门催要，对方一直说没有安排资金。"
CONTRACT = "道路维修合同 2025-031"


class Cast(story.Cast):
    """Who acts, with the township that owes."""

    def __init__(self) -> None:
        super().__init__()
        self.town = make.department("琼湖街道办事处")

    @classmethod
    def among(cls, cast: story.Cast, town: Department) -> "Cast":
        """The same acts by people who are there already."""
        made = cls.__new__(cls)
        made.__dict__.update(cast.__dict__)
        made.town = town
        return made

    def debt(self, amount: str = "860000.00", **more: Any) -> Debt:
        days = {"delivered_on": date(2026, 3, 1), "agreed_on": date(2026, 4, 15)}
        told = {"kind": DebtorKind.PUBLIC, "debtor": self.town, "debtor_name": "", "contract": CONTRACT, **days}
        return Debt(**(told | {"amount": Decimal(amount)} | more))

    def opened(
        self, amount: str = "860000.00", *, holder: User | None = None, at: datetime = AT, **more: Any
    ) -> ArrearsCase:
        """A complaint with its account, in one act, as the page files it."""
        disclosure = more.pop("disclosure", Disclosure.CONFIDENTIAL)
        contact = filing.Contact(enterprise="湖畔建设有限公司")
        told = story.filing(category="arrears", facts=FACTS, disclosure=disclosure, contact=contact)
        with transaction():
            key, owner = story.KEY, (holder or self.owner).id
            made = filing.file(told, origin=next(story._origins), key=key, holder=owner, by=CREDITOR.actor, at=at)
            return service.open_account(made.complaint, self.debt(amount, **more), by=CREDITOR, at=at)

    def referred(self, amount: str = "860000.00", *, at: datetime = AT, **more: Any) -> ArrearsCase:
        """Accepted and referred to the department; not handed over, unless the creditor gave the name."""
        case = self.opened(amount, at=at, **more)
        with transaction():
            filing.accept(case.complaint, to=self.department, sheet=story.SHEET, by=self.officer, at=at)
        return case

    def handed(self, amount: str = "860000.00", *, at: datetime = AT, **more: Any) -> ArrearsCase:
        """Open to the department."""
        case = self.referred(amount, at=at, **more)
        with transaction():
            service.hand_over(case, why="9月11日电话征得同意", by=self.officer, at=at)
        return case

    @property
    def clerk_side(self) -> Side:
        return Side(Author.DEPARTMENT, self.clerk)

    @property
    def office_side(self) -> Side:
        return Side(Author.OFFICE, self.officer)

    def repay(self, case: ArrearsCase, amount: str, *, by: Side | None = None, at: datetime = AT) -> Repayment:
        paid = {"amount": Decimal(amount), "paid_on": TODAY, "voucher": "湘财支〔2026〕118号"}
        with transaction():
            return service.repay(case, **paid, by=by or self.clerk_side, at=at)

    def step(self, case: ArrearsCase, kind: StepKind, on: date = TODAY, at: datetime = AT) -> None:
        told = {"document_no": f"沅优督〔2026〕{len(kind)}号", "words": "到现场核对账目。"}
        with transaction():
            service.take_step(case, kind=kind, on=on, **told, by=self.officer, at=at)


def left(case: ArrearsCase) -> Decimal:
    """What the book says is left."""
    return queries.book(case).left
