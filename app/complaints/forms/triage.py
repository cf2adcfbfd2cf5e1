"""The forms of the triage desk: accept and refer, decline, route elsewhere, refer again, the case sheet, hand over."""

from flask_babel import lazy_gettext as _

from app.complaints.forms.casework import SHORT, WORDS
from app.complaints.forms.fields import Boxes, Radios, Select, StaffForm, words_of
from app.complaints.models import Statement
from app.complaints.rules import DeclineReason
from app.complaints.service import SheetFields
from app.kernel.web.forms import LongText, Text, limited

SHEET = ("happened", "place", "facts", "wants", "complainant")


class SheetForm(StaffForm):
    """The case sheet: what the department reads, field by field."""

    happened = Text(_("发生时间"), limited(most=100))
    place = Text(_("发生地点"), limited(most=200))
    facts = LongText(_("反映的情况"), WORDS, needed=True, description=_("删去能看出投诉人是谁的内容。"))
    wants = LongText(_("诉求"), SHORT, needed=True)
    complainant = Text(
        _("投诉人"), limited(most=200), description=_("只有实名投诉可以填写；留空时承办单位看到“保密”。")
    )

    def sheet(self) -> SheetFields:
        """The sheet as the service takes it."""
        return SheetFields(**{name: self[name].data or "" for name in SHEET})


class AcceptForm(SheetForm):
    """Accept and refer: the sheet, the department, the copies to hand over."""

    category = Select(_("问题类别"))
    to = Select(_("承办单位"))
    files = Boxes(_("转交附件"), coerce=int)


class DeclineForm(StaffForm):
    """Decline, with a reason of the list and in words."""

    reason = Select(_("不予受理的原因"), choices=words_of("complaint.decline_reason", DeclineReason, first=_("请选择")))
    words = LongText(_("向投诉人说明"), SHORT, needed=True, description=_("写明事实、依据，以及可以到哪里反映。"))


class RouteForm(DeclineForm):
    """Not for this line: who takes it instead."""

    to = Text(_("建议渠道"), limited(most=200), needed=True, description=_("单位或渠道的名称和电话。"))


class ReferForm(StaffForm):
    """A returned complaint goes to the right department."""

    to = Select(_("承办单位"))


class HandOverForm(StaffForm):
    """A supplement, in words that the department may read, and the files to hand over."""

    text = LongText(_("转给承办单位的内容"), WORDS, description=_("删去能看出投诉人是谁的内容。"))
    files = Boxes(_("转交附件"), coerce=int)


def prefilled(statement: Statement) -> dict[str, str]:
    """The complainant's words as the first text of the case sheet, for editing."""
    return {name: getattr(statement, name) for name in ("happened", "place", "facts", "wants")}


__all__ = ["AcceptForm", "DeclineForm", "HandOverForm", "Radios", "ReferForm", "RouteForm", "SheetForm", "prefilled"]
