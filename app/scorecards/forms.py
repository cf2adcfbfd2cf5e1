"""What people type about scorecards: weights with a reason, a period, an appeal, a decision."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.choices import Radios, listed
from app.kernel.web.forms import Form, LongText, Text, limited
from app.scorecards import rules
from app.scorecards.rules import DEDUCTING, Criterion

PROSE = limited(most=1000)


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 2000 <= int(text[:5]) <= 2099:
        raise Refused("scorecard_year_malformed")
    return int(text)


class _Weights(Form):
    """The weights of a year: one control for each criterion, `weight_<criterion>`."""

    year = Text(_("年度"), _year, needed=True)
    reason = LongText(_("修改的理由和依据"), limited(most=500), needed=True)

    def weights(self) -> dict[Criterion, Decimal]:
        """What was typed, by criterion."""
        return {one: self[f"weight_{one.value}"].data for one in Criterion}


def weights_form(**more: Any) -> _Weights:
    """The form with a control for each criterion."""

    class Own(_Weights):
        pass

    for one in Criterion:
        hint = _("每件扣的分。") if one in DEDUCTING else _("满分。")
        field = Text(
            wording.LABELS[f"scorecard.criterion.{one.value}"], rules.read_weight, needed=True, description=hint
        )
        setattr(Own, f"weight_{one.value}", field)
    return Own(**more)


class PeriodForm(Form):
    """The period of a card."""

    from_on = Text(_("从哪天起"), parsing.day, needed=True)
    until_on = Text(_("到哪天止"), parsing.day, needed=True, description=_("要在同一年里，并且已经过去。"))


class AppealForm(Form):
    """Why a case should not count."""

    words = LongText(_("申诉理由"), PROSE, needed=True, description=_("写明这一件为什么不该计入，有什么依据。"))


class DecideForm(Form):
    """The office's decision."""

    granted = Radios(_("决定"), choices=listed([("yes", _("同意，这一件不再计入")), ("no", _("不同意，照原样计入"))]))
    why = LongText(_("理由"), PROSE, needed=True)


class ReasonForm(Form):
    """Why weights are turned down."""

    why = LongText(_("不同意的理由"), limited(most=500), needed=True)
