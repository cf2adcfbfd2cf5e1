"""What people type about measures: filters, a quarter's report, whom a name means, steps and their answer."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from app.departments import queries as departments
from app.kernel import parsing
from app.kernel.web.choices import Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.measures import rules
from app.measures.models import Measure
from app.measures.rules import Holder, Light

PROSE = limited(most=2000)


class FilterForm(Form):
    """What the board shows; what cannot be read lets everything through."""

    class Meta:
        csrf = False

    quarter = Select(_("季度"), needed=False)
    unit = Select(_("牵头单位"), needed=False)
    task = Select(_("任务"), needed=False)
    light = Select(_("灯"), needed=False, choices=words_of("measure.light", Light, first=_("全部")))

    def chosen(self, name: str) -> str:
        """What was chosen and is offered; empty lets everything through."""
        field = self[name]
        return "" if field.errors else str(field.data or "")


class ReportForm(Form):
    """A quarter's report; each target has a control of its own, `figure_<key>`."""

    words = LongText(_("本季度进展"), PROSE, needed=True, description=_("写做了什么、办成了什么，不写套话。"))
    behind = BooleanField(_("进度落后于计划"))
    trouble = LongText(_("差距、原因和下一步"), PROSE, description=_("进度落后或者指标没有达到时要写。"))


def report_form(measure: Measure, **more: Any) -> ReportForm:
    """The form of a measure, with a control for each of its targets."""

    class Own(ReportForm):
        pass

    for one in measure.targets:
        label = f"{one.name} · {one.unit}"
        setattr(Own, f"figure_{one.id}", Text(label, rules.decimal, needed=True, description=rules.written(one.wanted)))
    return Own(**more)


class MatchForm(Form):
    """Whom a name means."""

    means = Select(_("对应"))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        own = listed([(Holder.OFFICE, _("市优办（本办自己报送）")), (Holder.GROUP, _("不是一个单位（泛指多个单位）"))])
        self.means.choices = own + listed((one.code, one.name) for one in departments.active())


class StepForm(Form):
    """The words of a circular or of the demand for a self-criticism."""

    title = Text(_("标题"), limited(parsing.line, most=100), needed=True)
    body = LongText(_("正文"), PROSE, needed=True, description=_("一行一段。系统拟稿，签发前请核对修改。"))


class AnswerForm(Form):
    """The self-criticism."""

    words = LongText(_("书面检讨"), limited(most=4000), needed=True, description=_("写明原因、责任和整改期限。"))
