"""What people type about rules: another value from a day on, with a reason; why a proposal is turned down."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, LongText, Text, limited, sentence
from app.policy import rules
from app.policy.models import RuleVersion


class Choices(RadioField):
    """One of the rule's choices. What is none of them is refused in our words."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            raise StopValidation(sentence(Refused("choice_unknown")))


class ProposalForm(Form):
    """Another value, its first day, and why. The value is read as the rule's kind asks."""

    value: Any
    from_on = Text(_("从哪天起生效"), parsing.day, needed=True)
    reason = LongText(_("修改的理由和依据"), limited(most=500), needed=True)


def proposal_form(row: RuleVersion) -> ProposalForm:
    """The form for this rule: a choice where the rule has choices, else one line in the manner of its kind."""

    choices = [SelectChoice(one, wording.label("rule_choice", one)) for one in row.choices]

    class Own(ProposalForm):
        if row.kind is rules.ValueKind.CHOICE:
            value = Choices(_("改为"), choices=choices)
        else:
            value = Text(_("改为"), lambda text: rules.read(row.kind, text, unit=row.unit), needed=True)

    return Own()


class ReasonForm(Form):
    """Why a proposal is turned down."""

    why = LongText(_("不同意的理由"), limited(most=500), needed=True)
