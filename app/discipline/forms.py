"""The forms of the discipline role: a look, and what was found of an entry."""

from flask_babel import lazy_gettext as _

from app.discipline.rules import VERDICTS, State
from app.kernel import parsing
from app.kernel.web.choices import Radios, StaffForm, words_of
from app.kernel.web.forms import Form, LongText, limited


class LookForm(Form):
    """A button."""


class JudgeForm(StaffForm):
    """Whether it was a reprisal, and why."""

    verdict = Radios(_("结论"), choices=words_of("watch.state", VERDICTS))
    words = LongText(_("理由"), limited(parsing.text, most=2000), needed=True, description=_("查了什么，依据什么。"))

    @property
    def chosen(self) -> State:
        """The verdict."""
        return State(self.verdict.data)
