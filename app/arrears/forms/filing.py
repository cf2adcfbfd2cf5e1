"""The short form of arrears (ux.md E-19): who owes, by which contract, how much, since when; and the list's filter."""

from typing import Any, Self

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import MultipleFileField

from app.arrears.rules import DebtorKind
from app.arrears.service import Debt
from app.complaints.forms.filing import FACTS_LEAST, FACTS_MOST, Step
from app.complaints.rules import Disclosure
from app.departments import queries as departments
from app.departments.models import Department
from app.kernel import clock, money, parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Radios, words_of
from app.kernel.web.forms import Form, LongText, Text, limited

_TREATED = (Disclosure.CONFIDENTIAL, Disclosure.NAMED, Disclosure.ANONYMOUS)


def past_day(value: str) -> Any:
    """A civil day that is not to come."""
    found = parsing.day(value)
    if found > clock.today():
        raise Refused("day_to_come")
    return found


def debtor_named(typed: str) -> Department | None:
    """The unit of the register that somebody means by its name, its code or its initials."""
    known = {row.initials.lower(): row for row in departments.active()} | departments.named()
    return known.get(typed) or known.get(typed.strip().lower())


class DebtForm(Step):
    """Everything on one page; somebody with an account says here how to treat the identity."""

    debtor_kind = Radios(_("谁拖欠"), choices=words_of("arrears.debtor_kind", DebtorKind))
    debtor = Text(
        _("欠款单位"),
        limited(parsing.line, most=100),
        needed=True,
        description=_("可输入名称或拼音首字母；名录里没有的单位写全称。"),
    )
    contract = Text(
        _("项目或合同"),
        limited(parsing.line, most=120),
        needed=True,
        description=_("名称和编号，例如：道路维修合同 2025-031。"),
    )
    amount = Text(
        _("拖欠金额（元）"),
        money.amount,
        needed=True,
        description=_("可写 860000、860,000.00、86万或捌拾陆万元整；提交前会用大写给您核对。"),
    )
    delivered_on = Text(
        _("交付日期"), past_day, needed=True, description=_("货物、工程或服务交付的日期，例如 2026-03-01。")
    )
    agreed_on = Text(_("合同约定的付款日期"), parsing.day, description=_("没有约定的留空，按条例规定的期限算。"))
    facts = LongText(
        _("情况说明"),
        limited(least=FACTS_LEAST, most=FACTS_MOST),
        needed=True,
        description=_("交付了什么、催要过几次、对方怎么答复。至少 20 个字。"),
    )
    files = MultipleFileField(_("证据"))
    disclosure = Radios(
        _("您的身份怎么处理"),
        choices=words_of("complaint.disclosure", _TREATED),
        default=Disclosure.CONFIDENTIAL.value,
    )
    phone = Text(_("回访电话"), parsing.phone, description=_("只有市优办能看到，用来回访；选择匿名时不保存。"))

    def fit(self, *, signed_in: bool) -> Self:
        """Somebody without an account answers the last two on the page of the contact."""
        if not signed_in:
            del self.disclosure, self.phone
        return self

    def bare(self) -> Self:
        """The account alone: the complaint is there already."""
        del self.disclosure, self.phone, self.facts, self.files
        return self

    def debt(self) -> Debt:
        """What the validated form says."""
        return Debt(
            kind=DebtorKind(self.debtor_kind.data),
            debtor=debtor_named(self.debtor.data),
            debtor_name=self.debtor.data,
            contract=self.contract.data,
            amount=self.amount.data,
            delivered_on=self.delivered_on.data,
            agreed_on=self.agreed_on.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Every control by itself, then the two days together and that something is owed."""
        if not super().validate(extra_validators):
            return False
        agreed, amount = self.agreed_on.data, self.amount.data
        if amount == money.NOTHING:
            self.refuse(Refused("arrears_nothing", field="amount"))
        if agreed is not None and agreed < self.delivered_on.data:
            self.refuse(Refused("arrears_agreed_before_delivery", field="agreed_on"))
        return not self.faults()


class SearchForm(Form):
    """The filter of the list; it stands in the address."""

    class Meta:
        csrf = False

    q = Text(_("关键词"), limited(most=60), description=_("编号、欠款单位或合同"))

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def text(self) -> str:
        """The words that are asked for."""
        return self.q.data or "" if not self.q.errors else ""
