"""The forms of the acts on an account. Each remembers which version of it the page showed."""

from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import StopValidation

from app.arrears.forms.filing import past_day
from app.arrears.rules import Outcome, StepKind
from app.arrears.service import Paper
from app.kernel import files, money, parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Radios, StaffForm, words_of
from app.kernel.web.forms import LongText, Text, limited, sentence

LINE = limited(parsing.line, most=120)
PROSE = limited(parsing.text, most=1000)
_MARKS = frozenset({"csrf_token", "version"})


class ActForm(StaffForm):
    """The base: `decided()` are the keyword arguments of the verb."""

    def decided(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: field.data for name, field in self._fields.items() if name not in _MARKS}


class RepayForm(ActForm):
    """A repayment."""

    amount = Text(_("回款金额（元）"), money.amount, needed=True)
    paid_on = Text(_("到账日期"), past_day, needed=True)
    voucher = Text(_("凭证号"), LINE, needed=True, description=_("银行回单、收据或拨款文件的编号。"))


class ObjectForm(ActForm):
    """Why a repayment is not right."""

    words = LongText(_("哪里不对"), PROSE, needed=True, description=_("例如：没有到账；金额应为 5 万元；登记了两次。"))


class SettleForm(ActForm):
    """Whether a contradicted repayment stands."""

    outcome = Radios(_("核对结果"), choices=words_of("arrears.outcome", Outcome))
    decision = LongText(_("核对的依据和理由"), PROSE, needed=True)

    def decided(self) -> dict[str, Any]:
        """With the outcome as such."""
        return {"outcome": Outcome(self.outcome.data), "decision": self.decision.data}


class AssessForm(ActForm):
    """What is owed, as the office found it."""

    amount = Text(_("核定的拖欠金额（元）"), money.amount, needed=True)
    words = LongText(
        _("核定的依据"), PROSE, needed=True, description=_("例如：结算审计报告的编号和结论。投诉人会看到。")
    )


class HandOverForm(ActForm):
    """How the creditor agreed that the department sees the account."""

    why = LongText(
        _("投诉人怎样同意的"),
        PROSE,
        needed=True,
        description=_("何时、用什么方式征得同意。转交后承办单位能看到合同和金额。"),
    )


class _Copy(FileField):
    """One file, judged by its content; what passed lies in `paper`."""

    optional = True
    paper: Paper | None = None

    def pre_validate(self, form: Any) -> None:
        if not isinstance(self.data, FileStorage) or not self.data.filename:
            return
        try:
            found = files.checked(self.data.filename, self.data.read())
        except Refused as refused:
            raise StopValidation(sentence(refused)) from refused
        self.paper = Paper(name=found.name, mime=found.mime, sha256=found.sha256, data=found.data)


class StepForm(ActForm):
    """A step of the ladder, with its document."""

    kind = Radios(
        _("推进到哪一步"),
        choices=words_of("arrears.step", (StepKind.ONSITE, StepKind.INTERVIEW, StepKind.ACCOUNTABILITY)),
    )
    on = Text(_("日期"), past_day, needed=True)
    document_no = Text(_("文书编号"), LINE, needed=True)
    words = LongText(_("情况"), PROSE, needed=True)
    paper = _Copy(_("文书副本"))

    def decided(self) -> dict[str, Any]:
        """With the kind as such, and the copy that passed."""
        return super().decided() | {"kind": StepKind(self.kind.data), "paper": self.paper.paper}
