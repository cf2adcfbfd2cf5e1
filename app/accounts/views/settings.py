"""A person's own account: password, second factor, passkeys, recovery codes, sessions."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import login_user

from app.accounts import forms, service
from app.accounts.models import User
from app.accounts.views.blueprint import bp
from app.kernel import clock, limits
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import gate

gate.open_before_set_up({"accounts.change_password"})


@bp.get("/settings")
@needs(Permission.SIGNED_IN)
def settings() -> ResponseReturnValue:
    """What keeps the account safe, and where each part is changed."""
    return render_template("accounts/settings.html", user=current_user)


@bp.route("/settings/password", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Another password; every other session ends."""
    form = forms.PasswordForm()
    if not form.validate_on_submit():
        return _password_page(form, 422 if form.is_submitted() else 200)
    user: User = current_user._get_current_object()
    who = ("change_password", limits.address(), user.username)
    limits.spend(*who)
    try:
        with transaction():
            service.change_password(user, current=form.current.data, new=form.new.data, by=user, at=clock.now())
    except Refused as refused:
        form.refuse(refused)
        return _password_page(form, 422)
    limits.forgive(*who)
    login_user(user, authn_via=["change"])
    flash(_("密码已修改，其他设备上的登录已全部退出。"))
    return redirect(url_for(".settings"), 303)


def _password_page(form: forms.PasswordForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/change_password.html", form=form), status


@bp.post("/settings/sessions/end")
@needs(Permission.SIGNED_IN)
def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere else."""
    user: User = current_user._get_current_object()
    with transaction():
        service.end_sessions(user, by=user, at=clock.now())
    login_user(user, authn_via=["change"])
    flash(_("其他设备上的登录已全部退出。"))
    return redirect(url_for(".settings"), 303)
