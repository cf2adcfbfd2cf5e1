"""Arrears of the story: one that a township has paid in three parts, and one that is still open (scene 7)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from app.accounts.models import User
from app.arrears import service as owing
from app.arrears.models import ArrearsCase
from app.arrears.rules import DebtorKind
from app.arrears.service import CREDITOR, Debt, Side
from app.complaints import service as complaints
from app.complaints.rules import Author, Complexity
from app.demo.service.diary import Diary
from app.demo.service.lives import Step
from app.demo.service.town import Town
from app.kernel import clock
from app.kernel.permissions import COMPLAINANT
from app.supervision import service as supervision
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.supervision.service import Draft
from app.workdays import queries as workdays

_HANDLER = "CZJF"
_FACTS = "办公用房维修工程已经验收交付，发票已经开具，三次上门催要，对方表示资金没有安排。"
_SHEET = complaints.SheetFields(
    facts="有企业反映，为镇里完成的维修工程验收交付后没有按约定付款。", wants="尽快支付拖欠的工程款"
)
_REPLY = complaints.ReplyFields(
    findings="经核对合同和验收单，拖欠属实。",
    outcome="已列入资金计划，分三期付清。",
    basis="《保障中小企业款项支付条例》第九条",
)


class Account:
    """One matter of arrears. `case` is there once it has been filed."""

    def __init__(self, number: int, town: Town, diary: Diary, debtor: str, amount: str) -> None:
        self.number = number
        self.town = town
        self.diary = diary
        self.debtor = debtor
        self.amount = Decimal(amount)
        self.steps: list[Step] = []
        self._case: ArrearsCase | None = None
        self._order: Order | None = None

    @property
    def case(self) -> ArrearsCase:
        if self._case is None:
            raise LookupError("no act before the filing")
        return self._case

    @property
    def clerk(self) -> User:
        return self.town.clerks[_HANDLER]

    @property
    def officer(self) -> User:
        return self.town.office[1]

    def plan(self, before: int, hour: str, act: Callable[[datetime, bytes], object]) -> None:
        """An act on the working day `before` the city's day."""
        at = self.diary.on(before, hour)

        def do(key: bytes) -> None:
            act(at, key)

        self.steps.append(Step(at, (9000 + self.number, len(self.steps)), do))

    def file(self, at: datetime, key: bytes) -> None:
        """The creditor files complaint and account in one act."""
        user, firm = self.town.owners[self.number]
        on = clock.day(at)
        told = complaints.Filing(
            category="arrears",
            facts=_FACTS,
            wants="支付拖欠的工程款",
            happened=f"{on - timedelta(days=90):%Y-%m-%d}",
            about=self.debtor,
            contact=complaints.Contact(enterprise=firm.name, code=firm.uscc),
        )
        origin = f"demo:debt:{self.number}"
        made = complaints.file(told, origin=origin, key=key, holder=user.id, by=COMPLAINANT, at=at)
        self._case = owing.open_account(made.complaint, self._debt(on), by=CREDITOR, at=at)

    def _debt(self, on: date) -> Debt:
        return Debt(
            kind=DebtorKind.PUBLIC,
            debtor=None,
            debtor_name=self.debtor,
            contract=f"办公用房维修合同 {on.year}-{self.number + 30:03d}",
            amount=self.amount,
            delivered_on=on - timedelta(days=90),
            agreed_on=on - timedelta(days=45),
        )

    def accept(self, at: datetime, _key: bytes) -> None:
        """The office accepts and refers; the creditor has agreed that the department sees the account."""
        to = self.town.departments[_HANDLER]
        complaints.accept(self.case.complaint, to=to, sheet=_SHEET, by=self.officer, at=at)

    def hand_over(self, at: datetime, _key: bytes) -> None:
        owing.hand_over(self.case, why="电话征得投诉人同意。", by=self.officer, at=at)

    def verify(self, at: datetime, _key: bytes) -> None:
        kind = Complexity.SIMPLE
        complaints.verify(self.case.complaint, fields=_REPLY, complexity=kind, by=self.clerk, at=at)

    def resolve(self, at: datetime, _key: bytes) -> None:
        complaints.resolve(self.case.complaint, fields=_REPLY, by=self.clerk, at=at)

    def supervise(self, at: datetime, _key: bytes) -> None:
        """The office comes to look: a numbered notice, and the next step of the ladder."""
        draft = Draft(
            "关于现场督办拖欠账款的通知",
            "请准备合同、验收单和资金安排，接受现场督办。",
            at + timedelta(days=1),
            "镇政府会议室",
        )
        unit = self.town.departments[_HANDLER].id
        numbers = [self.case.number]
        self._order = supervision.take_measure(Kind.ONSITE, numbers, draft, department_id=unit, by=self.officer, at=at)

    def receive(self, at: datetime, _key: bytes) -> None:
        if self._order is not None:
            supervision.receive(self._order, by=self.clerk, at=at)

    def answer(self, at: datetime, _key: bytes) -> None:
        if self._order is not None:
            supervision.answer(self._order, words="已接受现场督办，第二笔款本月内付出。", by=self.clerk, at=at)

    def repay(self, amount: str, at: datetime, _key: bytes) -> None:
        """The department tells of a payment."""
        paid, by = Decimal(amount), Side(Author.DEPARTMENT, self.clerk)
        voucher = f"镇财支〔{at.year}〕{at:%m%d}号"
        owing.repay(self.case, amount=paid, paid_on=clock.day(at), voucher=voucher, by=by, at=at)


def owe(town: Town) -> tuple[list[Step], dict[str, Account]]:
    """Every act of both, and the accounts by the name that the scene gives them."""
    diary = Diary(workdays.calendar(), town.as_of, town.source("arrears"))
    cleared = Account(0, town, diary, "云桥镇人民政府", "860000.00")
    opened = Account(1, town, diary, "沙洲镇人民政府", "412500.00")
    for account, first in ((cleared, 60), (opened, 12)):
        account.plan(first, "09:40", account.file)
        account.plan(first - 1, "10:20", account.accept)
        account.plan(first - 1, "15:30", account.hand_over)
        account.plan(first - 3, "09:50", account.verify)
    cleared.plan(55, "16:10", cleared.resolve)
    cleared.plan(50, "10:05", partial(cleared.repay, "300000.00"))
    cleared.plan(40, "11:15", cleared.supervise)
    cleared.plan(40, "15:10", cleared.receive)
    cleared.plan(38, "10:30", cleared.answer)
    cleared.plan(30, "15:20", partial(cleared.repay, "260000.00"))
    cleared.plan(3, "10:45", partial(cleared.repay, "300000.00"))
    opened.plan(6, "16:40", opened.resolve)
    opened.plan(4, "14:30", partial(opened.repay, "112500.00"))
    return [*cleared.steps, *opened.steps], {"arrears_cleared": cleared, "arrears_open": opened}
