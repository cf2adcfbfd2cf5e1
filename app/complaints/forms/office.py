"""The forms of the office on a case under way: extensions, the kind, call-backs, reviews, the seal."""

from flask_babel import lazy_gettext as _

from app.complaints.forms.casework import SHORT, WORDS
from app.complaints.forms.fields import Radios, StaffForm, listed, words_of
from app.complaints.rules import Complexity, ReviewOutcome
from app.kernel.web.forms import LongText


class DecideExtensionForm(StaffForm):
    """Grant or refuse a department's wish for more time."""

    granted = Radios(_("决定"), choices=listed([("yes", _("同意延期")), ("no", _("不同意"))]))
    words = LongText(_("理由"), SHORT, description=_("不同意时必填。"))


class ReclassifyForm(StaffForm):
    """The other kind, with a reason, once."""

    to = Radios(_("改为"), choices=words_of("complaint.complexity", Complexity))
    reason = LongText(_("改变类别的理由"), SHORT, needed=True, description=_("会告知投诉人和承办单位。"))


class CallBackForm(StaffForm):
    """What the complainant said when called back."""

    satisfied = Radios(
        _("投诉人对整改是否满意"), choices=listed([("yes", _("满意，整改结束")), ("no", _("不满意，继续整改"))])
    )
    words = LongText(
        _("回访情况"), WORDS, needed=True, description=_("谁在何时以什么方式回访，对方怎么说；不写能认出对方的内容。")
    )


class DecideReviewForm(StaffForm):
    """The office's decision on a review."""

    outcome = Radios(_("复核决定"), choices=words_of("complaint.review_outcome", ReviewOutcome))
    words = LongText(_("决定理由"), WORDS, needed=True, description=_("投诉人会看到；不写能认出对方的内容。"))


class UnsealForm(StaffForm):
    """Why it has to be known who complained."""

    reason = LongText(
        _("申请解封的理由"),
        SHORT,
        needed=True,
        description=_("写明为什么不知道身份就无法办理。理由写入操作记录；批准后投诉人会收到通知。"),
    )


class BareForm(StaffForm):
    """An act without words: only its marks."""
