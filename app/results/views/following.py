"""Follow-up: somebody looked again, or a case was opened."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.choices import StaffForm
from app.results import queries, service
from app.results.forms import CaseForm, RecheckForm
from app.results.views.blueprint import attempt, bp, me


@bp.route("/inspect/follow-ups/<int:follow_up_id>", methods=["GET", "POST"])
@needs(Permission.RESULT_RECORD)
def recheck(follow_up_id: int) -> ResponseReturnValue:
    """Put right, or another day."""
    found = queries.follow_up(follow_up_id, to=me())
    form, number = RecheckForm(), found.result.visit.number
    if not form.validate_on_submit():
        return _page(follow_up_id, form, CaseForm(formdata=None))
    decided, seen = form.decided(), form.seen
    try:
        attempt(
            number,
            "recheck",
            lambda at: service.recheck(queries.follow_up(follow_up_id, to=me()), **decided, seen=seen, by=me(), at=at),
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(follow_up_id, form, CaseForm(formdata=None))
    flash(_("复查情况已记录。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/follow-ups/<int:follow_up_id>/case")
@needs(Permission.RESULT_RECORD)
def open_case(follow_up_id: int) -> ResponseReturnValue:
    """A case was opened of it."""
    found = queries.follow_up(follow_up_id, to=me())
    form, number = CaseForm(), found.result.visit.number
    if not form.validate_on_submit():
        return _page(follow_up_id, RecheckForm(formdata=None), form)
    case_no, seen = form.case_no.data, form.seen
    try:
        attempt(
            number,
            "open_case",
            lambda at: service.open_case(
                queries.follow_up(follow_up_id, to=me()), case_no=case_no, seen=seen, by=me(), at=at
            ),
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(follow_up_id, RecheckForm(formdata=None), form)
    flash(_("已转立案，后续处理到此销号。"))
    return redirect(url_for(".show", number=number), 303)


def _page(follow_up_id: int, look: RecheckForm, case: CaseForm) -> ResponseReturnValue:
    found = queries.follow_up(follow_up_id, to=me())
    form: StaffForm = case if case.errors else look
    for one in (look, case):
        one.version.data = one.version.data or str(found.version)
    page = render_template("results/recheck.html", follow_up=found, form=form, look=look, case=case)
    return page, 422 if form.errors else 200
