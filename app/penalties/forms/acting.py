"""The forms of the acts on a filing. Each remembers which version of it the page showed."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import money
from app.kernel.web.choices import Boxes, Radios, Select, StaffForm, listed, words_of
from app.kernel.web.forms import LongText, Text
from app.penalties.forms.fields import LINE, PROSE, Files, fines, past_day, past_moment
from app.penalties.rules import AskKind, Hearing, ReversalKind

_MARKS = frozenset({"csrf_token", "version"})


class ActForm(StaffForm):
    """The base: `decided()` are the keyword arguments of the verb."""

    def decided(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: field.data for name, field in self._fields.items() if name not in _MARKS}


class AskForm(ActForm):
    """What the office asks."""

    kind = Radios(_("要求"), choices=words_of("penalty.ask", AskKind))
    words = LongText(_("要补正或说明的内容"), PROSE, needed=True)

    def offer(self, kinds: Sequence[AskKind]) -> None:
        """What can be asked for in the filing's state."""
        self.kind.choices = words_of("penalty.ask", kinds)

    def decided(self) -> dict[str, Any]:
        """With the kind as such."""
        return {"kind": AskKind(self.kind.data), "words": self.words.data}


class ReplyForm(ActForm):
    """The department's answer."""

    answer = LongText(_("补正或说明"), PROSE, needed=True)
    files = Files(_("附件"))

    def decided(self) -> dict[str, Any]:
        """With the files that passed."""
        return {"answer": self.answer.data, "files": self.files.uploads}


class VetForm(ActForm):
    """The legal review."""

    reviewer = Text(_("法制审核人"), LINE, needed=True)
    reviewed_on = Text(_("审核日期"), past_day, needed=True)
    opinion = LongText(_("审核意见"), PROSE, needed=True)


class HearForm(ActForm):
    """The hearing."""

    hearing = Radios(_("听证"), choices=words_of("penalty.hearing", Hearing))
    hearing_on = Text(_("告知、放弃或举行听证的日期"), past_day)

    def decided(self) -> dict[str, Any]:
        """With the standing of the hearing as such."""
        return {"hearing": Hearing(self.hearing.data), "hearing_on": self.hearing_on.data}


class DecideForm(ActForm):
    """The decision: its instant is compared with the filing's to the minute."""

    document_no = Text(_("处罚决定书文号"), LINE, needed=True)
    decided_at = Text(
        _("作出决定的时间"),
        past_moment,
        needed=True,
        description=_("日期和时刻，例如 2026-09-11 15:30；要晚于报备时间。"),
    )
    fines = LongText(_("罚款金额（元）"), fines, description=_("一行写一项，系统合计；不能高于报备的数额。"))
    kinds = Boxes(_("其他重大处罚"))

    def offer(self, kinds: Sequence[str]) -> None:
        """The kinds that were filed."""
        self.kinds.choices = listed((kind, kind) for kind in kinds)
        if not kinds:
            del self.kinds

    def decided(self) -> dict[str, Any]:
        """Nothing chosen and nothing typed are empty lists."""
        values = super().decided()
        return values | {"fines": values["fines"] or (), "kinds": values.get("kinds") or ()}


class DropForm(ActForm):
    """Why there will be no decision."""

    why = LongText(_("终结的原因"), PROSE, needed=True, description=_("例如：不予处罚；按新的数额重新报备。"))


class PayForm(ActForm):
    """A payment."""

    amount = Text(_("缴款金额（元）"), money.amount, needed=True)
    paid_on = Text(_("缴款日期"), past_day, needed=True)
    voucher = Text(_("票据号"), LINE, needed=True)


class PublishForm(ActForm):
    """Where and since when the decision is public."""

    channel = Text(_("公开渠道"), LINE, needed=True, description=_("例如：信用益阳、国家企业信用信息公示系统。"))
    published_on = Text(_("公开日期"), past_day, needed=True)


class ReverseForm(ActForm):
    """That the decision did not stand."""

    kind = Select(_("怎样变更或撤销"), choices=words_of("penalty.reversal", ReversalKind))
    document_no = Text(_("文书号"), LINE, needed=True)
    on = Text(_("变更或撤销的日期"), past_day, needed=True)
    words = LongText(_("结果和理由"), PROSE, needed=True)

    def decided(self) -> dict[str, Any]:
        """With the kind as such."""
        return super().decided() | {"kind": ReversalKind(self.kind.data)}
