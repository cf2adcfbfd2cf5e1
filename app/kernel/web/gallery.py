"""The sample form and the sample rows of `/dev/components`; nothing here is anybody's."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, MultipleFileField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, LongText, Text, limited
from app.kernel.web.pages import Page

_DAY = date(2026, 9, 8)
_STANDINGS = ("on_track", "due_soon", "overdue", "met", "missed", "paused", "dropped")


class SampleForm(Form):
    """One control of each kind."""

    matter = Text(_("涉及单位"), limited(most=40), description=_("不清楚可以留空，市优办会帮您确认"))
    phone = Text(_("联系电话"), parsing.phone, needed=True)
    happened_on = Text(_("发生日期"), parsing.day, needed=True)
    story = LongText(_("情况说明"), limited(least=20, most=2000), needed=True)
    disclosure = RadioField(
        _("您的身份怎么处理"),
        choices=[
            SelectChoice("named", _("实名")),
            SelectChoice("confidential", _("保密")),
            SelectChoice("anonymous", _("匿名")),
        ],
        validate_choice=False,
    )
    channel = SelectField(
        _("渠道"), choices=[SelectChoice("web", _("网上")), SelectChoice("visit", _("来访"))], validate_choice=False
    )
    reasons = SelectMultipleField(
        _("不满意的原因"),
        choices=[SelectChoice("late", _("办得慢")), SelectChoice("unclear", _("没说清楚"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    evidence = MultipleFileField(_("证据"))
    agreed = BooleanField(_("我愿意接受回访"))


class SampleDay(NamedTuple):
    on: date
    kind: str
    name: str
    number: int | None


class SampleProof(NamedTuple):
    proof: str
    on: date | None
    shown: date | None


class SampleTimer(NamedTuple):
    name: Any
    standing: str | None
    due_on: date | None = None
    left: int | None = None
    done_on: date | None = None
    provisional: bool = False
    first_due_on: date | None = None
    starts_on: date | None = None
    days: tuple[SampleDay, ...] = ()
    proof: SampleProof | None = None


def shown() -> dict[str, Any]:
    """What the page of components shows."""
    return {
        "empty": SampleForm(formdata=None, prefix="empty-"),
        "form": _faulty(),
        "standings": _STANDINGS,
        "timers": _timers(),
        "page": Page(rows=_rows(), total=1284, number=3, per_page=50),
    }


def _faulty() -> SampleForm:
    """The form as it comes back with faults, values kept."""
    form = SampleForm(formdata=None)
    form.phone.typed = "1380000"
    form.refuse(Refused("phone_malformed", field="phone"))
    form.refuse(Refused("date_malformed", field="happened_on"))
    form.refuse(Refused("too_short", field="story", least=20))
    form.refuse(Refused("choice_unknown", field="disclosure"))
    form.refuse(Refused("changed_meanwhile"))
    return form


def _timers() -> list[SampleTimer]:
    days = (
        SampleDay(_DAY + timedelta(1), "working", "", 1),
        SampleDay(_DAY + timedelta(2), "working", "", 2),
        SampleDay(_DAY + timedelta(3), "working", "", 3),
    )
    skipped = (
        SampleDay(date(2026, 9, 18), "working", "", 1),
        SampleDay(date(2026, 9, 19), "weekend", "", None),
        SampleDay(date(2026, 9, 20), "makeup", "", 2),
        SampleDay(date(2026, 9, 25), "holiday", str(_("中秋节")), None),
    )
    proofs = (
        SampleProof("proved", _DAY, _DAY),
        SampleProof("open", _DAY, None),
        SampleProof("contradicted", _DAY, _DAY),
        SampleProof("contradicted", None, None),
    )
    return [
        SampleTimer(_("核实"), "due_soon", date(2026, 9, 11), 0, starts_on=_DAY, days=days),
        SampleTimer(_("办结（简单事项）"), "on_track", date(2026, 9, 17), 4, first_due_on=date(2026, 9, 15)),
        SampleTimer(_("初步结果"), "overdue", date(2026, 9, 7), -4, provisional=True, starts_on=_DAY, days=skipped),
        *(SampleTimer(_("受理"), "met", _DAY, done_on=_DAY, proof=proof) for proof in proofs),
        SampleTimer(_("评价"), None),
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {"number": "TS-0482-9174-4", "matter": _("入企检查未出示批准文件"), "standing": "due_soon", "left": 0},
        {"number": "TS-7710-2263-9", "matter": _("许可变更等了两个月没有答复"), "standing": "overdue", "left": -4},
        {"number": "TS-3305-8841-1", "matter": _("指定中介机构出具评估报告"), "standing": "on_track", "left": 6},
    ]
