"""What a complainant types while following a case."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.complaints.forms.fields import Boxes, Files, Radios, words_of
from app.complaints.rules import RatingReason, Score
from app.kernel import numbering
from app.kernel.web.forms import Form, LongText, Text, limited

WORDS_MOST = 2000
REASON_MOST = 500


class TrackForm(Form):
    """Number and receipt code."""

    number = Text(
        _("投诉编号"),
        limited(numbering.parse_number, most=40),
        needed=True,
        description=_("例如 TS-0482-9174-6，短横可以不写。"),
    )
    code = Text(
        _("查询码"), limited(most=60), needed=True, description=_("在回执上，16 位字母和数字；大小写和短横不影响。")
    )


class SupplementForm(Form):
    """Words or files; one of the two is enough."""

    words = LongText(_("补充说明"), limited(most=WORDS_MOST))
    files = Files(_("补充证据"))


class WithdrawForm(Form):
    """Why the complaint is withdrawn."""

    reason = LongText(
        _("撤回原因"), limited(most=REASON_MOST), needed=True, description=_("例如：问题已经解决。原因会保留在记录里。")
    )


class Reasons(Boxes):
    """Needed for the low levels only: the hint says so, not the label."""

    optional = False


class RateForm(Form):
    """One of five levels, none chosen beforehand; low ones name a reason."""

    score = Radios(_("您对办理结果满意吗"), choices=words_of("complaint.score", Score), missing="score_missing")
    reasons = Reasons(
        _("不满意的原因"),
        choices=words_of("complaint.rating_reason", RatingReason),
        description=_("选“不满意”或“非常不满意”时，至少选一项。"),
    )
    words = LongText(_("想说的话"), limited(most=REASON_MOST))

    def given(self) -> dict[str, Any]:
        """The rating as the service takes it."""
        return {"score": int(self.score.data), "reasons": list(self.reasons.data or []), "words": self.words.data or ""}


class ReviewForm(Form):
    """Why the answer should be looked at again."""

    reason = LongText(
        _("为什么不认可办理结果"),
        limited(least=5, most=WORDS_MOST),
        needed=True,
        description=_("写清楚哪一点没有解决、哪一点与事实不符。"),
    )
