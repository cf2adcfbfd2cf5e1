"""What leaders tap and type: an approval with its conditions, a reason, who stands in."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.kernel import parsing
from app.kernel.web.choices import Boxes, Radios, Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.quiet_days.rules import Condition, Reason

_LINE = limited(parsing.line, most=100)
_PROSE = limited(parsing.text, most=300)


class ApproveForm(StaffForm):
    """Yes, perhaps with conditions."""

    conditions = Boxes(_("附条件"), choices=words_of("quiet.condition", Condition))
    words = LongText(_("说明"), _PROSE, description=_("附条件的写清楚缩小到什么、与谁合并。"))

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.approve`."""
        conditions = [Condition(one) for one in self.conditions.data or []]
        return {"conditions": conditions, "words": self.words.data or "", "seen": self.seen}


class ReasonForm(StaffForm):
    """No, or not yet, for a reason."""

    reason = Radios(_("理由"), missing="quiet_reason_missing", choices=words_of("quiet.reason", Reason))
    words = LongText(_("说明"), _PROSE)

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.reject` and `service.return_request`."""
        return {"reason": Reason(self.reason.data), "words": self.words.data or "", "seen": self.seen}


class ActForm(StaffForm):
    """A button: it says only which version of the page it stands on."""


class DeputyForm(Form):
    """Another leader in one's place, for some days."""

    deputy = Select(_("受委托的领导"))
    from_on = Text(_("开始日期"), parsing.day, needed=True)
    until_on = Text(_("结束日期"), parsing.day, needed=True)
    document = Text(_("委托文件"), _LINE, needed=True, description=_("文号或名称。"))

    def offer(self, leaders: Iterable[User], me: User) -> "DeputyForm":
        """The other leaders to choose from."""
        others = ((one.id, one.name) for one in leaders if one.id != me.id)
        self.deputy.choices = listed(others, first=_("请选择"))
        return self
