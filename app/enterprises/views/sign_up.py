"""An enterprise makes its own account: code and password; its name comes from the directory (ux.md E-23)."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.enterprises import queries
from app.enterprises.forms import SignUpForm
from app.enterprises.models import Enterprise
from app.enterprises.views.blueprint import bp
from app.kernel import clock, credentials, limits
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Nameless, Permission, Role, needs

ITSELF = Nameless("enterprise", Role.ENTERPRISE)
MOST = "10 per hour; 30 per day"


@bp.route("/auth/register", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def sign_up() -> ResponseReturnValue:
    """Whether the code had an account already is not told: a department must not learn who has one."""
    form = SignUpForm()
    if form.validate_on_submit():
        limits.spend("sign_up", limits.address(), most=MOST)
        try:
            _create(_known(form.uscc.data), form.password.data)
            flash(_("请用统一社会信用代码和密码登录。以前注册过的账号，密码没有改动；忘记密码请拨打服务热线。"))
            return redirect(url_for("security.login"), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("enterprises/sign_up.html", form=form), 422 if form.errors else 200


def _known(code: str) -> Enterprise:
    enterprise = queries.find(code)
    if enterprise is None:
        raise Refused("sign_up_unknown", field="uscc")
    return enterprise


def _create(enterprise: Enterprise, password: str) -> None:
    """Make the account, or spend the same time where there is one."""
    try:
        with transaction():
            accounts.create_user(
                enterprise.uscc,
                enterprise.name,
                Role.ENTERPRISE,
                password=password,
                enterprise_id=enterprise.id,
                by=ITSELF,
                at=clock.now(),
            )
    except Refused as refused:
        if refused.code != "username_taken":
            raise
        credentials.hashed(password)
