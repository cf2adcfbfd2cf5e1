"""What all sides may do with the book: tell of a repayment, contradict one. The creditor opens a missing account."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.arrears import queries, service
from app.arrears.forms import DebtForm, ObjectForm, RepayForm
from app.arrears.views.blueprint import account, bp, look, perform, respond
from app.complaints.rules import Author
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.errors import Forbidden, Refused
from app.kernel.permissions import Permission, needs


@bp.route("/arrears/<number>/repay", methods=["GET", "POST"])
@needs(Permission.ARREARS_FOLLOW)
def repay(number: str) -> ResponseReturnValue:
    """Tell of money that was paid."""
    seen, case = account(number)
    form = RepayForm()
    return respond(
        "repay",
        seen,
        form,
        lambda: service.repay(case, **form.decided(), seen=form.seen, by=seen.side, at=clock.now()),
        _("回款已登记。"),
    )


@bp.route("/arrears/<number>/repayments/<int:repayment_id>/object", methods=["GET", "POST"])
@needs(Permission.ARREARS_FOLLOW)
def object_to(number: str, repayment_id: int) -> ResponseReturnValue:
    """Contradict a repayment."""
    seen, case = account(number)
    found, form = queries.repayment(case, repayment_id), ObjectForm()
    return respond(
        "object",
        seen,
        form,
        lambda: service.object_to(found, **form.decided(), by=seen.side, at=clock.now()),
        _("异议已登记：这笔回款先不计入，由市优办核对。"),
    )


@bp.route("/arrears/<number>/open", methods=["GET", "POST"])
@needs(Permission.ARREARS_FOLLOW)
def open_account(number: str) -> ResponseReturnValue:
    """The account of a complaint that came by telephone, by letter, by a program. Not the department's to open."""
    seen = look(number)
    if seen.author is Author.DEPARTMENT:
        raise Forbidden("arrears_not_yours")
    form = DebtForm().bare()
    if seen.opened and not form.is_submitted():
        raise Refused("arrears_opened_before", status=409)
    if form.validate_on_submit():
        complaint, debt = seen.complaint, form.debt()
        perform(complaint.number, lambda: service.open_account(complaint, debt, by=seen.side, at=clock.now()))
        flash(_("账目已建立。"))
        return redirect(url_for(".show", number=complaint.number), 303)
    terms = queries.terms(clock.today())
    html = render_template("arrears/open.html", seen=seen, form=form, terms=terms, departments=departments.active())
    return html, 422 if form.faults() else 200
