"""A person's own wishes: by mail, by SMS, and what was sent last."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.notices import queries, service
from app.notices.forms import PreferenceForm
from app.notices.views.blueprint import bp, carriers, me


@bp.route("/settings/notices", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def prefer() -> ResponseReturnValue:
    """Where one wants to be told besides the site."""
    chosen, reach = queries.preference(me()), queries.reach(me())
    form = PreferenceForm(
        data={
            "mail": bool(reach.mail),
            "address": chosen.address if chosen else me().email or "",
            "sms": bool(reach.sms),
            "phone": chosen.phone if chosen else "",
        }
    )
    if form.validate_on_submit():
        try:
            with transaction():
                service.prefer(me(), **form.wishes(), by=me(), at=clock.now())
            flash(_("通知方式已保存。"))
            return redirect(url_for(".prefer"), 303)
        except Refused as refused:
            form.refuse(refused)
    page = render_template("notices/prefer.html", form=form, log=queries.own_log(me()), carriers=carriers().open)
    return page, 422 if form.errors else 200
