"""What people type of a visit and at its door: the visit itself, its days, codes, a report."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField

from app.accounts.models import User
from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.enterprises import rules as codes
from app.enterprises.models import Enterprise
from app.inspectors import queries as inspectors
from app.items import queries as items
from app.kernel import parsing
from app.kernel.errors import Missing, Refused
from app.kernel.web.choices import Boxes, Radios, Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.visits import rules
from app.visits.models import Visit
from app.visits.rules import Basis
from app.visits.service import Wanted

_LINE = limited(parsing.line, most=100)
_PROSE = limited(parsing.text, most=500)
_MOST = 1000


def _enterprise(value: str) -> Enterprise:
    """The enterprise that somebody means by a code or a whole name. Refuses none, and more than one."""
    text = parsing.line(value)
    try:
        return enterprises.by_code(text)
    except Missing:
        found = enterprises.search(text, limit=2)
    exact = [one for one in found if one.name == text] or found
    if len(exact) != 1:
        raise Refused("visit_enterprise_unclear" if exact else "enterprise_missing")
    return exact[0]


class VisitForm(StaffForm):
    """A visit in eight fields."""

    enterprise = Text(
        _("经营主体"), _enterprise, needed=True, description=_("统一社会信用代码或全称；企业出示监督码时扫码可得。")
    )
    days = Text(
        _("入企日期"),
        rules.span,
        needed=True,
        description=_("例如 2026-09-12；几天的写 2026-09-19 至 2026-09-21。"),
    )
    basis = Radios(_("检查来由"), choices=words_of("visit.basis", Basis))
    basis_ref = Text(
        _("来由编号"),
        _LINE,
        needed=True,
        description=_("随机抽查写计划里的任务编号；线索写投诉件、转办单或监测记录的编号；重点监管写名单文号。"),
    )
    basis_on = Text(_("线索日期"), parsing.day, description=_("个案线索要写；随机抽查和重点监管留空。"))
    reason = LongText(_("为什么要去"), limited(parsing.text, least=5, most=300), needed=True)
    items = Boxes(_("检查事项"), needed=True)
    inspectors = Boxes(_("检查人员"), needed=True, description=_("不少于两人，执法证当天有效。"))

    def offer(self, user: User) -> None:
        """The items and inspectors of the own department."""
        unit = user.department_id
        known = items.search(items.Filters(department_id=unit), limit=_MOST) if unit else []
        self.items.choices = listed((one.code, f"{one.code} {one.name}") for one in known)
        people = inspectors.search(inspectors.Filters(department_id=unit, active=True), limit=_MOST) if unit else []
        self.inspectors.choices = listed((one.certificate_no, f"{one.name} {one.certificate_no}") for one in people)

    def wanted(self) -> Wanted:
        """What the verbs take."""
        return Wanted(
            enterprise=self.enterprise.data,
            days=self.days.data,
            basis=Basis(self.basis.data),
            basis_ref=self.basis_ref.data,
            basis_on=self.basis_on.data,
            reason=self.reason.data,
            items=list(items.by_codes(self.items.data or []).values()),
            inspectors=list(inspectors.by_certificates(self.inspectors.data or []).values()),
        )


def shown(visit: Visit) -> dict[str, Any]:
    """A visit as its form shows it."""
    first, last = visit.starts_on, visit.ends_on
    return {
        "version": visit.version,
        "enterprise": visit.enterprise.uscc,
        "days": str(first) if first == last else f"{first} ~ {last}",
        "basis": visit.basis.value,
        "basis_ref": visit.basis_ref,
        "basis_on": visit.basis_on,
        "reason": visit.reason,
        "items": [one.code for one in visit.items],
        "inspectors": [one.certificate_no for one in visit.inspectors],
    }


def _code(value: str) -> str:
    """What was scanned or typed: a pass, its address, or the code of an enterprise."""
    last = parsing.line(value).rstrip("/").rpartition("/")[2]
    try:
        return codes.code(last)
    except Refused:
        plain = "".join(one for one in last.upper() if one.isascii() and one.isalnum())
        return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


class ActForm(StaffForm):
    """A button: it says only which version of the page it stands on."""


class DaysForm(StaffForm):
    """Other days for a visit."""

    days = Text(
        _("入企日期"),
        rules.span,
        needed=True,
        description=_("例如 2026-09-12；几天的写 2026-09-19 至 2026-09-21。"),
    )


class DoorForm(StaffForm):
    """At the door."""

    scanned = Text(
        _("企业监督码或核验码"), limited(_code, most=60), needed=True, description=_("用相机扫码后粘贴，或照着输入。")
    )


class PaperForm(Form):
    """A file for the leader."""

    file = FileField(
        _("附件"), description=_("监测数据、通知书等，最多 5 个，每个不超过 10 MB。接受 jpg、png、pdf、docx、xlsx。")
    )


class UrgentForm(StaffForm):
    """Somebody went in before it was approved."""

    reason = LongText(_("突发情况"), _PROSE, needed=True, description=_("发生了什么，为什么等不到批准。"))


class CodeForm(Form):
    """A pass to be looked up."""

    class Meta:
        csrf = False

    code = Text(_("核验码"), limited(_code, most=60), needed=True)


class ReportForm(Form):
    """Somebody at the door shows no pass."""

    department = Select(_("来的是哪个单位"), needed=False)
    place = Text(_("企业名称"), _LINE, description=_("登录后不用填写。"))
    words = LongText(_("补充说明"), _PROSE, description=_("来了几个人、要查什么；不填也可以。"))

    def offer(self) -> "ReportForm":
        """The departments to choose from."""
        units = ((one.code, one.name) for one in departments.active())
        self.department.choices = listed(units, first=_("不清楚"))
        return self


class FilterForm(Form):
    """The filters of the list; what cannot be read lets everything through."""

    class Meta:
        csrf = False

    state = Select(_("状态"), needed=False, choices=words_of("visit.state", rules.State, first=_("全部")))
    from_on = Text(_("从哪天起"), parsing.day)
    until_on = Text(_("到哪天止"), parsing.day)
