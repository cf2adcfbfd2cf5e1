"""A leader puts another one in his place for some days, and ends it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role, needs
from app.quiet_days import queries, service
from app.quiet_days.forms import DeputyForm
from app.quiet_days.views.blueprint import attempt, bp, me


@bp.route("/leader/deputies", methods=["GET", "POST"])
@needs(Permission.QUIET_DAY_DECIDE, fresh=True)
def deputies() -> ResponseReturnValue:
    """Who stands in for oneself, and a form for another period."""
    form = DeputyForm().offer(accounts.with_role(Role.LEADER), me())
    page = {"form": form, "rows": queries.deputies(me().id), "today": clock.today()}
    if not form.validate_on_submit():
        return render_template("quiet_days/deputies.html", **page), 422 if form.errors else 200
    days = {"from_on": form.from_on.data, "until_on": form.until_on.data, "document": form.document.data}
    deputy = int(form.deputy.data)
    try:
        attempt(
            f"leader:{me().username}",
            "deputize",
            lambda at: service.deputize(accounts.get(deputy), **days, by=me(), at=at),
        )
    except Refused as refused:
        form.refuse(refused)
        return render_template("quiet_days/deputies.html", **page), refused.status
    flash(_("委托已登记。"))
    return redirect(url_for(".deputies"), 303)


@bp.post("/leader/deputies/<int:deputizing_id>/end")
@needs(Permission.QUIET_DAY_DECIDE, fresh=True)
def end_deputizing(deputizing_id: int) -> ResponseReturnValue:
    """Today is the last day."""
    queries.deputizing(deputizing_id, of=me())
    attempt(
        f"leader:{me().username}",
        "end_deputizing",
        lambda at: service.end_deputizing(queries.deputizing(deputizing_id, of=me()), by=me(), at=at),
    )
    flash(_("委托到今天为止。"))
    return redirect(url_for(".deputies"), 303)
