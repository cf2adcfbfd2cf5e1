"""Administration of users. A password that the service makes is shown once, to be told to its user."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import forms, queries, service
from app.accounts.models import User
from app.accounts.views.blueprint import bp
from app.kernel import clock, credentials
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number


@bp.get("/admin/users")
@needs(Permission.ACCOUNT_MANAGE)
def index() -> ResponseReturnValue:
    """The users, by name or role."""
    form = forms.UserSearchForm(request.args, meta={"csrf": False})
    role = Role(form.role.data) if form.role.data in set(Role) else None
    number = page_number()
    rows, total = queries.users(role=role, text=(form.q.data or "").strip()[:80], page=number, per_page=PER_PAGE)
    return render_template("accounts/index.html", form=form, page=Page(rows, total, number))


@bp.route("/admin/users/new", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def create() -> ResponseReturnValue:
    """A new member of staff, with a one-time password."""
    form = forms.UserForm()
    form.offer(queries.departments())
    if form.validate_on_submit():
        password = credentials.one_time_password()
        try:
            with transaction():
                user = service.create_user(
                    **form.values(), password=password, password_once=True, by=me(), at=clock.now()
                )
            return _shown_once(user, password)
        except Refused as refused:
            form.refuse(refused)
    return render_template("accounts/new.html", form=form), 422 if form.errors else 200


@bp.route("/admin/users/<int:user_id>", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def edit(user_id: int) -> ResponseReturnValue:
    """Another name, role or department; and the buttons for everything else."""
    user = queries.get(user_id)
    form = forms.UserEditForm(obj=user)
    form.offer(queries.departments(), enterprise=user.role == Role.ENTERPRISE)
    if form.validate_on_submit():
        try:
            with transaction():
                service.edit_user(user, **form.values(), enterprise_id=user.enterprise_id, by=me(), at=clock.now())
            flash(_("已保存。"))
            return redirect(url_for(".edit", user_id=user.id), 303)
        except Refused as refused:
            form.refuse(refused)
            user = queries.get(user_id)
    return render_template("accounts/edit.html", form=form, user=user), 422 if form.errors else 200


@bp.post("/admin/users/<int:user_id>/reset-password")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def reset_password(user_id: int) -> ResponseReturnValue:
    """A one-time password; every session of the user ends."""
    user = queries.get(user_id)
    with transaction():
        password = service.reset_password(user, by=me(), at=clock.now())
    return _shown_once(user, password)


@bp.post("/admin/users/<int:user_id>/reset-second-factor")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def reset_second_factor(user_id: int) -> ResponseReturnValue:
    """After a lost phone."""
    return _done(user_id, service.reset_second_factor, _("两步验证已清除，用户下次登录时重新设置。"))


@bp.post("/admin/users/<int:user_id>/deactivate")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def deactivate(user_id: int) -> ResponseReturnValue:
    """Shut the user out at once."""
    return _done(user_id, service.deactivate, _("账号已停用。"))


@bp.post("/admin/users/<int:user_id>/activate")
@needs(Permission.ACCOUNT_MANAGE, fresh=True)
def activate(user_id: int) -> ResponseReturnValue:
    """Let the user sign in again."""
    return _done(user_id, service.activate, _("账号已恢复。"))


def me() -> User:
    """Who acts."""
    user: User = current_user._get_current_object()
    return user


def _done(user_id: int, verb: Any, words: str) -> ResponseReturnValue:
    user = queries.get(user_id)
    with transaction():
        verb(user, by=me(), at=clock.now())
    flash(words)
    return redirect(url_for(".edit", user_id=user_id), 303)


def _shown_once(user: User, password: str) -> ResponseReturnValue:
    return render_template("accounts/shown_once.html", user=user, password=password)
