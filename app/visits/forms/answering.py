"""What people answer: whether visits are over, why two are not made one, how one was, what was found."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from app.kernel import parsing
from app.kernel.web.choices import Radios, words_of
from app.kernel.web.forms import Form, LongText, limited
from app.visits import rules

_PROSE = limited(parsing.text, most=500)


class DoneForm(Form):
    """Whether visits that are kept elsewhere are over."""

    visits_done = BooleanField(_("本次抽取的检查已经全部完成"))


class ApartForm(Form):
    """Why two visits are not made one."""

    words = LongText(_("理由"), _PROSE, needed=True)


class LookForm(Form):
    """A button."""


class RateForm(Form):
    """What the enterprise thought of a visit."""

    score = Radios(_("您对这次检查满意吗"), choices=words_of("visit.score", rules.Score))
    words = LongText(_("想说的话"), _PROSE, description=_("不填也可以。"))


class JudgeForm(Form):
    """What the office found."""

    words = LongText(_("认定"), _PROSE, needed=True, description=_("情况是否属实，是否情有可原，怎么处理。"))
