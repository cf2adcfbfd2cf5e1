"""A department with its clerk, two people of the office, a company; and filings at any stage, made by the services."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from app.accounts.models import User
from app.enterprises.models import Enterprise
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.penalties import service
from app.penalties.models import Filing
from app.penalties.rules import AskKind, Hearing, LeniencyList, Mild
from app.penalties.service import Given
from tests import make
from tests.complaints.story import PNG

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
GIVEN: dict[str, Any] = {
    "case_no": "沅市监立〔2026〕118号",
    "matter": "销售不合格配电箱",
    "facts": "抽检发现三批配电箱绝缘电阻不合格，货值九万元。",
    "basis": "《中华人民共和国产品质量法》第四十九条",
    "discretion": "货值较大，已召回，处货值金额一倍以下罚款。",
}
MILD = Mild(("BYCF-01",), False, "拒不改正，造成隐患")
_origins = count(1)


class Cast:
    """Who acts. The rulebook, the calendar and the lists of the law are there."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        with transaction():
            service.load_lists(by=SYSTEM, at=make.AT)
        self.unit = make.department("市场监管局")
        self.clerk = make.user(Role.CLERK, self.unit)
        self.colleague = make.user(Role.CLERK, self.unit)
        self.stranger = make.user(Role.CLERK)
        self.officer, self.second = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)
        self.firm = make.enterprise("湖畔电气有限公司")

    @classmethod
    def among(cls, clerk: User, stranger: User, officer: User, firm: Enterprise) -> "Cast":
        """The same acts by people who are there already."""
        made = cls.__new__(cls)
        made.clerk = made.colleague = clerk
        made.stranger, made.officer, made.second, made.firm = stranger, officer, officer, firm
        with transaction():
            service.load_lists(by=SYSTEM, at=make.AT)
        return made

    def draft(self, key: str, by: User) -> str:
        """A draft with every answer and a file."""
        answers = {"party_code": self.firm.uscc, "fines": "48000", "hearing": "not_due", "first_minor": "no", **GIVEN}
        with transaction():
            made = service.save_draft(key, answers, by=by, at=AT)
            service.attach(made, service.upload("笔录.png", PNG), at=AT)
        return key

    def proposed(self) -> int:
        """An entry for the lists that waits for a second person."""
        texts = {"matter": "逾期年报", "terms": "首次逾期并已补报。", "basis": "企业信息公示暂行条例", "reason": "宽容"}
        day = date(2026, 10, 1)
        with transaction():
            kind = LeniencyList.NO_PENALTY
            made = service.propose("BYCF-05", kind=kind, from_on=day, **texts, by=self.officer, at=AT)
        return made.id

    def given(self, *fines: str, **more: Any) -> Given:
        known = {"party_code": self.firm.uscc, "party_name": self.firm.name}
        return Given(**(known | GIVEN | {"fines": tuple(Decimal(fine) for fine in fines or ("48000.00",))} | more))

    def filed(self, *fines: str, at: datetime = AT, by: Any = None, origin: str = "", **more: Any) -> Filing:
        key = origin or f"test:{next(_origins)}"
        with transaction():
            return service.file(self.given(*fines, **more), origin=key, by=by or self.clerk, at=at)

    def vetted(self, *fines: str, at: datetime = AT, **more: Any) -> Filing:
        """With a legal review of the day and the party told of its hearing."""
        on = civil_day(at)
        review = {"reviewer": "法规股 王*", "reviewed_on": on, "opinion": "事实清楚，程序合法"}
        return self.filed(*fines, at=at, **{**review, "hearing": Hearing.TOLD, "hearing_on": on, **more})

    def decide(self, filing: Filing, after: timedelta = HOUR, **more: Any) -> None:
        at = more.pop("at", filing.filed_at + after)
        told = {"document_no": "沅市监罚〔2026〕118号", "fines": [filing.fine], "decided_at": at, **more}
        with transaction():
            service.decide(filing, **told, by=self.clerk, at=max(at, AT))

    def decided(self, *fines: str, at: datetime = AT, **more: Any) -> Filing:
        filing = self.vetted(*fines, at=at, **more)
        self.decide(filing, at=at + HOUR)
        return filing

    def published(self, *fines: str, at: datetime = AT) -> Filing:
        filing = self.decided(*fines, at=at)
        when = at + 2 * HOUR
        with transaction():
            on = civil_day(when)
            service.publish(filing, channel="信用益阳", published_on=on, by=self.clerk, at=when)
        return filing

    def ask(self, filing: Filing, kind: AskKind = AskKind.COMPLETION, at: datetime = AT) -> None:
        with transaction():
            service.ask(filing, kind=kind, words="请补充调查笔录", by=self.officer, at=at)

    def register(self, filing: Filing, at: datetime = AT) -> None:
        with transaction():
            service.register(filing, by=self.officer, at=at)


def civil_day(at: datetime) -> date:
    """The civil day of an instant."""
    return (at + timedelta(hours=8)).date()
