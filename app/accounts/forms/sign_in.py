"""What people type to sign in and to keep their account safe."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_login import current_user
from flask_security import MfRecoveryForm, TwoFactorRescueForm, TwoFactorVerifyCodeForm, VerifyForm
from flask_security.forms import LoginForm, TwoFactorSetupForm
from flask_security.tf_plugin import TwoFactorSelectForm
from flask_security.webauthn import WebAuthnRegisterForm, WebAuthnSigninResponseForm
from wtforms import HiddenField, PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from app.accounts import queries
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, sentence

NOW = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def told(code: str) -> str:
    """The sentence of a refusal that a library's form shows."""
    return sentence(Refused(code))


class SignInForm(LoginForm):
    """User name and password. Whatever is wrong, the answer is the same sentence and takes as long."""

    email = None
    remember = None
    username = StringField(_("用户名或统一社会信用代码"), render_kw={"autocomplete": "username"})
    password = PasswordField(_("密码"), render_kw=NOW)

    def validate(self, **more: Any) -> bool:
        self.ifield = self.username
        self.user = queries.by_username(str(self.username.data or ""))
        self.password.data = str(self.password.data or "")
        if super().validate(**more):
            return True
        for field in self:
            field.errors = []
        self.form_errors = [told("sign_in")]
        return False


class ProveForm(VerifyForm):
    """The password once more, before a grave act."""

    password = PasswordField(_("密码"), render_kw=NOW)

    def validate(self, **more: Any) -> bool:
        self.password.data = str(self.password.data or "")
        good = super().validate(**more)
        if self.password.errors:
            self.password.errors = [told("password_wrong")]
        return bool(good)


class SetUpForm(TwoFactorSetupForm):
    """Start setting up the authenticator app, or give it up where the role allows that."""

    setup = HiddenField(default="authenticator")


class _Offered(HiddenField):
    """One of `(value, word)` that the view offers; each has a button of its own."""

    choices: Sequence[tuple[str, str]] = ()

    def pre_validate(self, form: Any) -> None:
        if self.data not in dict(self.choices):
            raise StopValidation(told("choice_unknown"))


class WayForm(TwoFactorSelectForm):
    """Which second factor to use, where there are two."""

    which = _Offered()


class RescueForm(TwoFactorRescueForm):
    """Nothing is asked: who lost the phone is led to the recovery codes."""

    help_setup = _Offered()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.help_setup.choices = []


class CodeForm(TwoFactorVerifyCodeForm):
    """The six digits of the authenticator app."""

    code = StringField(_("动态码"), render_kw=CODE)

    def validate(self, **more: Any) -> bool:
        self.code.data = "".join(str(self.code.data or "").split())
        good = super().validate(**more)
        if self.code.errors:
            self.code.errors = [told("code_wrong")]
        return bool(good)


class RecoveryForm(MfRecoveryForm):
    """One of the recovery codes."""

    code = StringField(_("恢复码"), render_kw={"autocomplete": "off"})

    def validate(self, **more: Any) -> bool:
        self.code.data = "".join(str(self.code.data or "").split()).lower()
        good = super().validate(**more)
        if self.code.errors:
            self.code.errors = [told("recovery_code_wrong")]
        return bool(good)


class PasskeyForm(WebAuthnRegisterForm):
    """A name for a new passkey, and whether it signs in by itself."""

    name = StringField(_("给通行密钥起个名字"), validators=[InputRequired(_("请填写这一项。填写后再提交。"))])
    usage = RadioField(
        _("用途"),
        choices=[
            SelectChoice("first", _("单独登录，不用输入密码")),
            SelectChoice("secondary", _("输入密码后代替动态码")),
        ],
        default="first",
    )


class PasskeyAnswerForm(WebAuthnSigninResponseForm):
    """What the passkey answered. To prove who one is, it must be one's own."""

    def validate(self, **more: Any) -> bool:
        if not super().validate(**more) or self.user is None:
            return False
        foreign = self.is_verify and self.user.id != current_user.id
        if foreign or not self.user.active:
            self.credential.errors = [told("sign_in")]
            return False
        return True


class PasswordForm(Form):
    """The own new password."""

    current = PasswordField(_("当前密码"), validators=[InputRequired(_("请填写这一项。填写后再提交。"))], render_kw=NOW)
    new = PasswordField(
        _("新密码"),
        description=_("至少 10 位；可以粘贴。"),
        validators=[InputRequired(_("请填写这一项。填写后再提交。"))],
        render_kw=NEW,
    )
    again = PasswordField(_("再输入一次新密码"), render_kw=NEW)

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        if good and self.new.data != self.again.data:
            self.again.errors = [told("password_differs")]
            return False
        return good
