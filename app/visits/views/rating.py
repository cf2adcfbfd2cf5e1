"""The enterprise rates a visit, from the pass or its record; the department sees nothing of it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Refused
from app.kernel.permissions import COMPLAINANT, Permission, needs
from app.visits import queries, service
from app.visits.forms import RateForm
from app.visits.views.blueprint import attempt, bp, me


@bp.route("/v/<code>/rate", methods=["GET", "POST"])
@needs(Permission.VISIT_CONFIRM)
def rate(code: str) -> ResponseReturnValue:
    """How content one is, in five levels, and words."""
    visit, form = queries.get_for_enterprise(code, to=me()), RateForm()
    told = {"visit": visit, "rating": queries.rating(visit)}
    if not form.validate_on_submit():
        return render_template("visits/rate.html", form=form, **told), 422 if form.errors else 200
    score, words = int(form.score.data), form.words.data or ""
    ref = f"door:{visit.number}"
    try:
        attempt(
            ref,
            "rate",
            lambda at: service.rate(queries.get_for_enterprise(code, to=me()), score=score, words=words, at=at),
            by=COMPLAINANT,
        )
    except Refused as refused:
        form.refuse(refused)
        return render_template("visits/rate.html", form=form, **told), refused.status
    flash(_("已评价。只有您和市优办知道，检查单位看不到。"))
    return redirect(url_for(".check", code=code), 303)
