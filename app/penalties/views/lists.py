"""The four lists for everybody, and their changes by two people of the office."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.penalties import queries, service
from app.penalties.forms import ProposalForm, ReasonForm
from app.penalties.models import LeniencyProposal, ProposalState
from app.penalties.rules import LeniencyList
from app.penalties.views.blueprint import bp, me


@bp.get("/leniency")
@needs(Permission.PUBLIC)
def leniency() -> ResponseReturnValue:
    """The four lists as they are in force today."""
    found = queries.entries(clock.today())
    groups = [(kind, [one for one in found if one.kind is kind]) for kind in LeniencyList]
    return render_template("penalties/leniency.html", groups=groups, version=queries.lists_version())


@bp.get("/leniency/proposals")
@needs(Permission.LENIENCY_PROPOSE)
def proposals() -> ResponseReturnValue:
    """What waits for a second person, and what was decided."""
    found = queries.proposals()
    pending = [one for one in found if one.state is ProposalState.PENDING]
    decided = [one for one in found if one.state is not ProposalState.PENDING]
    names = accounts.actors(f"user:{one.proposed_by}" for one in found)
    return render_template("penalties/proposals.html", pending=pending, decided=decided, names=names)


@bp.route("/leniency/proposals/new", methods=["GET", "POST"])
@needs(Permission.LENIENCY_PROPOSE)
def propose() -> ResponseReturnValue:
    """Propose an entry, another wording of one, or its end."""
    entry = queries.entry(request.args.get("code", ""), clock.today())
    form = ProposalForm(obj=entry)
    if not form.is_submitted():
        form.from_on.data = None
    if not form.validate_on_submit():
        return render_template("penalties/propose.html", form=form), 422 if form.errors else 200
    try:
        with transaction():
            number = service.propose(**form.decided(), by=me(), at=clock.now()).id
    except Refused as refused:
        form.refuse(refused)
        return render_template("penalties/propose.html", form=form), refused.status
    flash(_("已提交，由另一位同事审定。"))
    return redirect(url_for(".proposal", number=number), 303)


def _page(found: LeniencyProposal, form: ReasonForm) -> str:
    names = accounts.actors(f"user:{one}" for one in (found.proposed_by, found.decided_by) if one)
    before, mine = queries.latest(found.code), found.proposed_by == me().id
    return render_template("penalties/proposal.html", proposal=found, form=form, names=names, before=before, mine=mine)


@bp.get("/leniency/proposals/<int:number>")
@needs(Permission.LENIENCY_PROPOSE)
def proposal(number: int) -> ResponseReturnValue:
    """One proposal beside what is in force."""
    return _page(queries.proposal(number), ReasonForm())


@bp.post("/leniency/proposals/<int:number>/approve")
@needs(Permission.LENIENCY_APPROVE)
def approve(number: int) -> ResponseReturnValue:
    """The second person agrees."""
    with transaction():
        service.approve(queries.proposal(number), by=me(), at=clock.now())
    flash(_("已通过，从写明的日期起生效。"))
    return redirect(url_for(".proposals"), 303)


@bp.post("/leniency/proposals/<int:number>/reject")
@needs(Permission.LENIENCY_APPROVE)
def reject(number: int) -> ResponseReturnValue:
    """The second person turns it down, with a reason."""
    found, form = queries.proposal(number), ReasonForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    with transaction():
        service.reject(queries.proposal(number), why=str(form.why.data), by=me(), at=clock.now())
    flash(_("已记下不同意的理由。"))
    return redirect(url_for(".proposals"), 303)


@bp.post("/leniency/proposals/<int:number>/retract")
@needs(Permission.LENIENCY_PROPOSE)
def retract(number: int) -> ResponseReturnValue:
    """The proposer takes it back."""
    with transaction():
        service.retract(queries.proposal(number), by=me(), at=clock.now())
    flash(_("已撤回。"))
    return redirect(url_for(".proposals"), 303)
