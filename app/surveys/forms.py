"""What people type about surveys: a new one, codes to print, a code, a ballot."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Boxes, Radios, Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.surveys.models import Survey
from app.surveys.rules import Group, Level
from app.surveys.service.casting import Answer

_REASON = limited(most=300)


def _size(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise Refused("whole_number")
    return int(text)


class OpenForm(Form):
    """A new survey."""

    title = Text(_("名称"), limited(parsing.line, most=60), needed=True, description=_("例如：2026 年上半年评议部门。"))
    from_on = Text(_("从哪天起"), parsing.day, needed=True)
    until_on = Text(_("到哪天止"), parsing.day, needed=True, description=_("当天还可以评；过了这一天才能公布结果。"))
    groups = Boxes(_("请谁来评"), needed=True, choices=words_of("survey.group", Group))
    departments = Boxes(_("评哪些单位"), needed=True)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.departments.choices = listed((one.code, one.name) for one in departments.active())


class PrintForm(Form):
    """How many codes for whom."""

    group = Select(_("发给谁"))
    size = Text(_("张数"), _size, needed=True, description=_("一次最多 1,000 张。评议码只出现在这份 PDF 里。"))

    def offer(self, survey: Survey) -> "PrintForm":
        """The groups to choose from."""
        self.group.choices = words_of("survey.group", [Group(one) for one in survey.groups])
        return self


class CodeForm(Form):
    """The code on the slip."""

    code = Text(_("评议码"), limited(parsing.line, most=40), needed=True, description=_("纸条上的 12 位字母和数字。"))


def ballot_form(survey: Survey, **more: Any) -> Form:
    """A choice and a reason for each department."""

    class Own(Form):
        pass

    choices = [*words_of("survey.level", Level), *listed([("none", _("没有打过交道，不评"))])]
    for one in survey.subjects:
        setattr(Own, f"level_{one.department_id}", Radios(one.department.name, choices=choices, default="none"))
        reason = LongText(_("原因"), _REASON, description=_("可以不写。写了只有市优办能看到，看不到是谁写的。"))
        setattr(Own, f"words_{one.department_id}", reason)
    return Own(**more)


def answers(survey: Survey, form: Form) -> dict[int, Answer]:
    """What was chosen, by department."""
    found = {}
    for one in survey.subjects:
        level, words = form[f"level_{one.department_id}"].data, form[f"words_{one.department_id}"].data
        if level != "none":
            found[one.department_id] = Answer(Level(level), words or "")
    return found
