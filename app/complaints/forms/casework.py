"""The forms of a department: verify, a preliminary result, the answer, return, extend, rectify."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.complaints.forms.fields import Files, Radios, Select, StaffForm, words_of
from app.complaints.rules import Complexity
from app.complaints.service import ReplyFields
from app.kernel.errors import Refused
from app.kernel.web.forms import LongText, Text, limited

WORDS = limited(most=4000)
SHORT = limited(most=1000)


def whole(value: str) -> int:
    """A whole number written in digits, full-width ones too."""
    if not value.isdecimal() or len(value) > 4:
        raise Refused("number_of_days_malformed")
    return int(value)


class ReplyForm(StaffForm):
    """A structured answer (D-05)."""

    findings = LongText(
        _("核实情况"), WORDS, needed=True, description=_("查明的时间、人员和经过；不写投诉人的任何信息。")
    )
    outcome = LongText(_("处理结果"), WORDS)
    basis = LongText(_("依据"), SHORT, description=_("法律、法规或文件的名称和条款。"))
    further = LongText(_("后续安排"), SHORT)
    files = Files(_("附件"))

    def fields(self) -> ReplyFields:
        """The answer as the service takes it."""
        return ReplyFields(
            findings=self.findings.data or "",
            outcome=self.outcome.data or "",
            basis=self.basis.data or "",
            further=self.further.data or "",
        )


class VerifyForm(ReplyForm):
    """Verification, and the kind of the matter (D-06)."""

    complexity = Radios(_("事项类别"), choices=words_of("complaint.complexity", Complexity))
    reason = Text(_("认定为复杂事项的理由"), limited(most=300), description=_("认定为复杂事项时必填。"))


class PreliminaryForm(ReplyForm):
    """The clear preliminary result of a complex matter."""

    outcome = LongText(_("初步结果"), WORDS, needed=True)


class ResolveForm(ReplyForm):
    """The answer that closes the case."""

    outcome = LongText(_("处理结果"), WORDS, needed=True)


class ReturnForm(StaffForm):
    """A wrong referral goes back with the right unit and the basis (D-07)."""

    to = Select(_("应当承办的单位"))
    basis = LongText(
        _("退回依据"), SHORT, needed=True, description=_("写明职责分工的文件和条款，说明为什么由该单位承办。")
    )


class ExtendForm(StaffForm):
    """More working days, asked before the end (D-08)."""

    days = Text(_("申请延长几个工作日"), whole, needed=True)
    reason = LongText(_("延期理由"), SHORT, needed=True, description=_("批准后会告知投诉人；不写投诉人的任何信息。"))


class RectifyForm(StaffForm):
    """What was mended after a bad rating, and what shows it (D-13)."""

    plan = LongText(_("整改措施"), WORDS, needed=True, description=_("针对不满意的原因，改了什么、谁负责、何时完成。"))
    evidence = LongText(_("整改结果和佐证"), WORDS, needed=True)


def chosen(form: Any, name: str) -> str:
    """What was chosen of a control, as text."""
    return str(form[name].data or "")
