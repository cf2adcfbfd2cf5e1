"""The forms of the acts on an order or a referral. Each remembers which version of it the page showed."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import clock, parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import StaffForm
from app.kernel.web.forms import LongText, Text, limited

LINE = limited(parsing.line, most=200)
PROSE = limited(parsing.text, most=4000)
_MARKS = frozenset({"csrf_token", "version"})


def past_day(value: str) -> date:
    """A civil day that is not to come."""
    found = parsing.day(value)
    if found > clock.today():
        raise Refused("day_to_come")
    return found


class ActForm(StaffForm):
    """The base: `decided()` are the keyword arguments of the verb."""

    def decided(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: field.data for name, field in self._fields.items() if name not in _MARKS}


class AnswerForm(ActForm):
    """The unit's answer."""

    words = LongText(_("书面答复"), PROSE, needed=True, description=_("超期原因、已经采取的措施、办结日期。"))


class WithdrawForm(ActForm):
    """Why an order is taken back."""

    why = LongText(_("撤回的原因"), PROSE, needed=True)


class MinuteForm(ActForm):
    """What was found and agreed."""

    held_on = Text(_("日期"), past_day, needed=True)
    people = Text(_("参加人员"), LINE, needed=True, description=_("单位和职务。"))
    words = LongText(_("情况和要求"), PROSE, needed=True)


class ConcludeForm(ActForm):
    """What came of a referral."""

    outcome = LongText(_("办理结果"), PROSE, needed=True)
