"""The forms of what comes after a result: re-check, case, papers, templates."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import parsing
from app.kernel.web.choices import Radios, StaffForm, words_of
from app.kernel.web.forms import LongText, Text, limited
from app.results.rules import NAMES, Look, PaperKind
from app.results.rules.papers import MOST

_LINE = limited(parsing.line, most=100)


class RecheckForm(StaffForm):
    """Somebody looked again."""

    passed = Radios(_("复查结果"), choices=words_of("result.look", Look))
    words = LongText(_("复查情况"), limited(parsing.text, most=1000), needed=True)
    next_due_on = Text(_("新的最晚日期"), parsing.day, description=_("没有改正到位的要填。"))
    visit_number = Text(
        _("现场复查的检查编号"), _LINE, description=_("现场复查也要另行登记入企检查；只核对材料的留空。")
    )

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of the verb."""
        given = {"words": self.words.data, "next_due_on": self.next_due_on.data}
        return {"passed": self.passed.data == Look.PASSED, "visit_number": self.visit_number.data or "", **given}


class CaseForm(StaffForm):
    """A case was opened."""

    case_no = Text(_("立案文号"), _LINE, needed=True)


class IssueForm(StaffForm):
    """Which paper is issued."""

    kind = Radios(_("文书"), choices=words_of("paper.kind", PaperKind))


class TemplateForm(StaffForm):
    """A template: plain text with names in braces."""

    title = Text(_("文书名称"), limited(parsing.line, most=60), needed=True)
    body = LongText(_("正文"), limited(parsing.text, most=MOST), needed=True)
    why = Text(_("修改原因"), _LINE, needed=True)

    names = NAMES
