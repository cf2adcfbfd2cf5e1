"""A published result that is wrong: on which ground, and taken down."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.choices import StaffForm
from app.publication import queries, service
from app.publication.forms import ContestForm
from app.publication.rules import Ground
from app.publication.views.blueprint import attempt, bp, me


@bp.route("/publishing/<number>/contest", methods=["GET", "POST"])
@needs(Permission.PUBLICATION_WITHDRAW)
def contest(number: str) -> ResponseReturnValue:
    """Record the ground; the clock of taking down runs since the day on which it was found."""
    found = queries.get(number, to=me())
    form = ContestForm(data={"version": found.version})
    if not form.validate_on_submit():
        return render_template("publication/contest.html", form=form, found=found), 422 if form.errors else 200
    ref, given = found.number, {"ground": Ground(form.ground.data), "found_on": form.found_on.data, "seen": form.seen}
    try:
        attempt(ref, lambda at: service.contest(queries.get(ref, to=me()), **given, by=me(), at=at))
    except Refused as refused:
        form.refuse(refused)
        return render_template("publication/contest.html", form=form, found=queries.get(ref, to=me())), refused.status
    flash(_("已记录，请在期限内撤下。"))
    return redirect(url_for(".preview", number=ref), 303)


@bp.post("/publishing/<number>/withdraw")
@needs(Permission.PUBLICATION_WITHDRAW)
def withdraw(number: str) -> ResponseReturnValue:
    """Take it down."""
    ref, seen = queries.get(number, to=me()).number, StaffForm().seen
    attempt(ref, lambda at: service.withdraw(queries.get(ref, to=me()), seen=seen, by=me(), at=at))
    flash(_("已撤下，原处留有说明；已经导出的平台，请导出撤下名单。"))
    return redirect(url_for(".preview", number=ref), 303)
