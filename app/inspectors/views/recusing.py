"""Whom an inspector is not sent to: entered and ended by the own department or the office."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.enterprises import queries as enterprises
from app.inspectors import queries, service
from app.inspectors.forms import EndForm, RecusalForm
from app.inspectors.views.blueprint import bp, me
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs


@bp.route("/registers/inspectors/<number>/recusals/new", methods=["GET", "POST"])
@needs(Permission.INSPECTOR_EDIT)
def recuse(number: str) -> ResponseReturnValue:
    """From a day on the inspector is not sent to an enterprise."""
    inspector = queries.editable(number, to=me())
    form = RecusalForm(data={"from_on": clock.today()})
    page = {"inspector": inspector, "form": form}
    if not form.validate_on_submit():
        return render_template("inspectors/recuse.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            days = {"from_on": form.from_on.data, "until_on": form.until_on.data}
            firm = enterprises.by_code(str(form.enterprise.data))
            found = queries.editable(number, to=me())
            service.recuse(found, firm, reason=str(form.reason.data), **days, by=me(), at=clock.now())
    except Refused as refused:
        refused.field = refused.field or "enterprise"
        form.refuse(refused)
        return render_template("inspectors/recuse.html", **page), 422
    flash(_("回避已登记。"))
    return redirect(url_for(".show", number=inspector.certificate_no), 303)


@bp.route("/registers/inspectors/<number>/recusals/<int:recusal_id>/end", methods=["GET", "POST"])
@needs(Permission.INSPECTOR_EDIT)
def end_recusal(number: str, recusal_id: int) -> ResponseReturnValue:
    """Until when the recusal holds."""
    inspector = queries.editable(number, to=me())
    found = queries.recusal(inspector, recusal_id)
    form = EndForm(obj=found)
    page = {"inspector": inspector, "found": found, "form": form}
    if not form.validate_on_submit():
        return render_template("inspectors/end_recusal.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            again = queries.recusal(queries.editable(number, to=me()), recusal_id)
            service.end_recusal(again, until_on=form.until_on.data, by=me(), at=clock.now())
    except Refused as refused:
        form.refuse(refused)
        return render_template("inspectors/end_recusal.html", **page), refused.status
    flash(_("结束日期已保存。"))
    return redirect(url_for(".show", number=inspector.certificate_no), 303)
