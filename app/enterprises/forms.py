"""What people type on the pages of the directory."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired

from app.enterprises import rules
from app.enterprises.queries import Filters
from app.enterprises.rules import Grade, Kind, Risk, State
from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, Text, limited

MOST_TYPED = 100


def _choices(name: str, values: Iterable[Enum], nothing: Any) -> list[SelectChoice]:
    words = (SelectChoice(str(value.value), wording.LABELS[f"{name}.{value.value}"]) for value in values)
    return [SelectChoice("", nothing), *words]


def townships(names: Iterable[str]) -> list[SelectChoice]:
    """The townships to choose from."""
    return [SelectChoice("", _("全部")), *(SelectChoice(name, name) for name in names)]


class SearchForm(Form):
    """The filters of the directory; all of them stand in the address. What is not a choice lets everything through."""

    class Meta:
        csrf = False

    q = StringField(_("名称、首字母或代码"))
    kind = SelectField(_("主体类型"), choices=_choices("enterprise.kind", Kind, _("全部")), validate_choice=False)
    state = SelectField(_("登记状态"), choices=_choices("enterprise.state", State, _("全部")), validate_choice=False)
    credit_grade = SelectField(
        _("信用等级"), choices=_choices("enterprise.grade", Grade, _("全部")), validate_choice=False
    )
    risk_level = SelectField(_("风险等级"), choices=_choices("enterprise.risk", Risk, _("全部")), validate_choice=False)
    township = SelectField(_("所属镇街"), choices=townships(()), validate_choice=False)

    @property
    def text(self) -> str:
        """What to look for; characters that no database stores alike find nothing."""
        try:
            return str(parsing.line(self.q.data or ""))[:MOST_TYPED]
        except Refused:
            return ""

    @property
    def is_empty(self) -> bool:
        """Whether the whole directory is asked for."""
        return not self.text and not any(self.filters)

    @property
    def filters(self) -> Filters:
        """The chosen filters."""
        return Filters(
            kind=_one(Kind, self.kind.data),
            state=_one(State, self.state.data),
            credit_grade=_one(Grade, self.credit_grade.data),
            risk_level=_one(Risk, self.risk_level.data),
            township=self.township.data or None,
        )


def _one(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None


class RateForm(Form):
    """A credit grade and a risk level with who gave them and when."""

    seen = HiddenField()
    credit_grade = SelectField(_("信用等级"), choices=_choices("enterprise.grade", Grade, _("没有评定")))
    risk_level = SelectField(_("风险等级"), choices=_choices("enterprise.risk", Risk, _("没有评定")))
    rated_by = Text(
        _("评定来源"), limited(parsing.line, most=100), needed=True, description=_("例如：省信用平台、市应急管理局")
    )
    rated_on = Text(_("评定日期"), parsing.day, needed=True)

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.rate`."""
        seen = str(self.seen.data)
        return {
            "credit_grade": _one(Grade, self.credit_grade.data),
            "risk_level": _one(Risk, self.risk_level.data),
            "rated_by": self.rated_by.data,
            "rated_on": self.rated_on.data,
            "seen": int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
        }


class SignUpForm(Form):
    """An enterprise's code and a password for its account."""

    uscc = Text(_("统一社会信用代码"), rules.code, needed=True)
    password = PasswordField(
        _("密码"),
        description=_("至少 10 位；可以粘贴。"),
        validators=[InputRequired(_("请填写这一项。填写后再提交。"))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("再输入一次密码"),
        validators=[EqualTo("password", _("两次输入的密码不一样。请再输入一次。"))],
        render_kw={"autocomplete": "new-password"},
    )
