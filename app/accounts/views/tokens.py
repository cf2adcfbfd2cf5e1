"""Administration of the tokens with which programs call the API."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import forms, queries, service
from app.accounts.views.admin import me
from app.accounts.views.blueprint import bp
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs


@bp.get("/admin/tokens")
@needs(Permission.TOKEN_MANAGE)
def tokens() -> ResponseReturnValue:
    """Every token with its scopes, its last use and its end."""
    at = clock.now()
    rows = [(token, queries.standing(token, at=at)) for token in queries.tokens()]
    return render_template("accounts/tokens.html", rows=rows)


@bp.route("/admin/tokens/new", methods=["GET", "POST"])
@needs(Permission.TOKEN_MANAGE, fresh=True)
def new_token() -> ResponseReturnValue:
    """A token, whose secret the answer shows and nothing keeps."""
    form = forms.TokenForm()
    if form.validate_on_submit():
        try:
            user = queries.by_username(form.username.data)
            if user is None:
                raise Refused("token_user_unknown", field="username")
            with transaction():
                token, secret = service.create_token(
                    user, form.name.data, form.scopes.data, days=form.days.data, by=me(), at=clock.now()
                )
            return render_template("accounts/token_made.html", token=token, secret=secret)
        except Refused as refused:
            form.refuse(refused)
    return render_template("accounts/new_token.html", form=form), 422 if form.errors else 200


@bp.post("/admin/tokens/<int:token_id>/revoke")
@needs(Permission.TOKEN_MANAGE, fresh=True)
def revoke_token(token_id: int) -> ResponseReturnValue:
    """Stop a token at once."""
    token = queries.token(token_id)
    with transaction():
        service.revoke_token(token, by=me(), at=clock.now())
    flash(_("令牌已撤销。"))
    return redirect(url_for(".tokens"), 303)
