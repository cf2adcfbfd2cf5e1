"""What people type, turned into values."""

from app.accounts.forms.manage import TokenForm, UserEditForm, UserForm, UserSearchForm
from app.accounts.forms.sign_in import (
    CodeForm,
    PasskeyAnswerForm,
    PasskeyForm,
    PasswordForm,
    ProveForm,
    RecoveryForm,
    RescueForm,
    SetUpForm,
    SignInForm,
    WayForm,
)

__all__ = [
    "CodeForm",
    "PasskeyAnswerForm",
    "PasskeyForm",
    "PasswordForm",
    "ProveForm",
    "RecoveryForm",
    "RescueForm",
    "SetUpForm",
    "SignInForm",
    "TokenForm",
    "UserEditForm",
    "UserForm",
    "UserSearchForm",
    "WayForm",
]
