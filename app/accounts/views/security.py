"""Flask-Security, made to fit the house: its views are acts of ours, its forms and templates are ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.accounts import forms, queries, service
from app.accounts.models import Passkey, User
from app.accounts.views import factors
from app.kernel import clock, limits
from app.kernel.db import db, transaction
from app.kernel.permissions import Permission
from app.kernel.web import gate
from app.kernel.wording.accounts import MESSAGES

PUBLIC = (
    "login",
    "logout",
    "two_factor_token_validation",
    "two_factor_rescue",
    "tf_select",
    "mf_recovery",
    "wan_signin",
    "wan_signin_response",
    "two_factor_setup",
)
SIGNED_IN = (
    "verify",
    "two_factor_setup_validate",
    "mf_recovery_codes",
    "wan_register",
    "wan_register_response",
    "wan_delete",
    "wan_verify",
    "wan_verify_response",
)
SETTING_UP = ("logout", "verify", "two_factor_setup", "two_factor_setup_validate", "two_factor_token_validation")
GUESSED = {"login", "verify", "two_factor_token_validation", "mf_recovery", "two_factor_setup_validate"}
OF_ONE_ADDRESS = "60 per minute; 1000 per day"


class Datastore(SQLAlchemyUserDatastore):
    """Flask-Security's way to the tables. It does not commit: its views run inside our transaction."""

    def commit(self) -> None:
        """Nothing: the door commits."""


class NoRole:
    """Flask-Security asks for a model of roles. A user has one role, in a column (`kernel.permissions`)."""


def init_app(app: Flask) -> None:
    """Install sign-in, label its views, and make each of its POSTs one act."""
    app.config.update(SECURITY_DATETIME_FACTORY=clock.now)
    app.config.update({f"SECURITY_MSG_{name}": (words, "info") for name, words in MESSAGES.items()})
    store = Datastore(db, User, NoRole, Passkey)
    security = Security(
        app,
        store,
        login_form=forms.SignInForm,
        verify_form=forms.ProveForm,
        two_factor_setup_form=forms.SetUpForm,
        two_factor_verify_code_form=forms.CodeForm,
        two_factor_select_form=forms.WayForm,
        two_factor_rescue_form=forms.RescueForm,
        mf_recovery_form=forms.RecoveryForm,
        wan_register_form=forms.PasskeyForm,
        wan_signin_response_form=forms.PasskeyAnswerForm,
        totp_cls=factors.Codes,
        mf_recovery_codes_util_cls=factors.RecoveryCodes,
        webauthn_util_cls=factors.Passkeys,
        render_template=_render,
    )
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(_by_token)
    security.login_manager.user_loader(_while_it_lasts(security.login_manager._user_callback))
    gate.label({f"security.{name}": Permission.PUBLIC for name in PUBLIC})
    gate.label({f"security.{name}": Permission.SIGNED_IN for name in SIGNED_IN})
    gate.open_before_set_up(f"security.{name}" for name in SETTING_UP)
    for name in (*PUBLIC, *SIGNED_IN):
        app.view_functions[f"security.{name}"] = _act(name, app.view_functions[f"security.{name}"])
    app.view_functions["security.two_factor_rescue"] = _rescue
    app.before_request(_refuse_bad_token)
    factors.init_app(app)


def _render(template: str, **context: Any) -> str:
    """Flask-Security's `render_template`: notes whether the page shows a form that was refused."""
    g.refused = any(value.errors for value in context.values() if isinstance(value, FlaskForm))
    return render_template(template, **context)


def _act(name: str, view: Callable[..., Any]) -> Callable[..., ResponseReturnValue]:
    """The library's view with its POST made one transaction, guesses counted, and a refused form answered with 422."""

    @wraps(view)
    def acted(**arguments: Any) -> ResponseReturnValue:
        if request.method != "POST":
            answer: ResponseReturnValue = view(**arguments)
            return answer
        who = _who(name)
        if name in GUESSED:
            limits.spend(f"{name}.address", limits.address(), most=OF_ONE_ADDRESS)
            limits.spend(name, *who)
        answer = _in_one(view, arguments)
        if name in GUESSED and isinstance(answer, Response):
            limits.forgive(name, *who)
        return (answer, 422) if g.get("refused") and isinstance(answer, str) else answer

    return acted


def _in_one(view: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    """The view inside one transaction. Where that breaks, nobody is signed in by it."""
    before = dict(session)
    try:
        with transaction():
            return view(**arguments)
    except BaseException:
        session.clear()
        session.update(before)
        raise


def _who(name: str) -> tuple[str, str]:
    """Whose secret is guessed, and from where: the two are counted together, so nobody locks another out."""
    if name == "login":
        typed = request.form.get("username", "")[:200]
        user = queries.by_username(typed)
        return limits.address(), user.username if user else typed.strip().casefold()
    if current_user.is_authenticated:
        return limits.address(), current_user.username
    return limits.address(), str(session.get("tf_user_id", ""))


def _rescue(**_arguments: Any) -> ResponseReturnValue:
    """Nothing is sent by mail: who lost the phone enters a recovery code."""
    return redirect(url_for("security.mf_recovery"))


def _while_it_lasts(load: Callable[[str], User | None]) -> Callable[[str], User | None]:
    """Nobody stays signed in for longer than SIGN_IN_LASTS without proving who it is: a stolen cookie dies."""

    def loaded(name: str) -> User | None:
        age = clock.wall().timestamp() - float(session.get("fs_paa", 0))
        return load(name) if age < current_app.config["SIGN_IN_LASTS"].total_seconds() else None

    return loaded


def _by_token(_request: Any) -> User | None:
    """Who a program acts for, by its bearer token; only under /api/. The scopes lie in `g.token_scopes`."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if not gate.is_api() or scheme.lower() != "bearer" or not secret:
        return None
    at = clock.now()
    token = queries.token_of(secret.strip(), at=at)
    if token is None:
        return None
    g.token_scopes = frozenset(token.scopes)
    if service.due_to_touch(token, at=at):
        with transaction():
            service.touch_token(token, at=at)
    return token.user


def _refuse_bad_token() -> None:
    """A token that does not work is told so even where none is needed."""
    given = request.headers.get("Authorization", "").lower().startswith("bearer ")
    if gate.is_api() and given and not current_user.is_authenticated:
        abort(401)
