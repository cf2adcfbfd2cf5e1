"""The office's pages: propose another value, see what it changes, decide on another's proposal."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.policy import forms, queries, rules, service
from app.policy.models import ProposalState, RuleProposal, RuleVersion
from app.policy.views.blueprint import bp, me
from app.workdays import queries as workdays
from app.workdays.rules import due


@bp.get("/proposals")
@needs(Permission.RULE_PROPOSE)
def proposals() -> ResponseReturnValue:
    """What waits for a second person, and what was decided."""
    return render_template(
        "policy/proposals.html",
        pending=queries.proposals(ProposalState.PENDING),
        decided=queries.proposals(*set(ProposalState) - {ProposalState.PENDING}),
        rules={rule_id: versions[0] for rule_id, versions in queries.all_versions().items()},
        restored=rules.restored,
    )


@bp.route("/<rule_id>/proposals/new", methods=["GET", "POST"])
@needs(Permission.RULE_PROPOSE)
def new_proposal(rule_id: str) -> ResponseReturnValue:
    """Another value from a day on, for a reason; look at what it changes, then hand it to a second person."""
    row = queries.versions(rule_id)[0]
    form = forms.proposal_form(row)
    if not form.is_submitted():
        return render_template("policy/new_proposal.html", rule=row, form=form, seen=None)
    if not form.validate():
        return render_template("policy/new_proposal.html", rule=row, form=form, seen=None), 422
    if "preview" in request.form:
        seen = _seen(row, form.value.data, form.from_on.data)
        return render_template("policy/new_proposal.html", rule=row, form=form, seen=seen)
    try:
        number = _propose(rule_id, form)
    except Refused as refused:
        form.refuse(refused)
        return render_template("policy/new_proposal.html", rule=row, form=form, seen=None), refused.status
    flash(_("已提交，等待另一位同事审核。"))
    return redirect(url_for(".proposal", number=number), 303)


def _propose(rule_id: str, form: forms.ProposalForm) -> int:
    with transaction():
        return service.propose(rule_id, **form.values(), by=me(), at=clock.now()).id


def _seen(row: RuleVersion, value: rules.Value, from_on: date) -> dict[str, Any]:
    """Both values, and for a period the day on which a case of that first day is due before and after."""
    seen: dict[str, Any] = {"before": row.value, "after": value, "from_on": from_on}
    if row.unit is rules.Unit.WORKDAYS:
        calendar = workdays.calendar()
        seen["due"] = [due(from_on, int(str(length)), calendar) for length in (row.value, value)]
    return seen


@bp.get("/proposals/<int:number>")
@needs(Permission.RULE_PROPOSE)
def proposal(number: int) -> ResponseReturnValue:
    """One proposal with what it changes."""
    return _page(queries.proposal(number), forms.ReasonForm(formdata=None))


def _page(found: RuleProposal, form: forms.ReasonForm) -> str:
    versions = queries.versions(found.rule_id)
    before = next((row for row in versions if row.from_on < found.from_on), versions[-1])
    seen = _seen(before, rules.restored(before.kind, found.kept_value), found.from_on)
    mine = found.proposed_by_id == me().id
    return render_template("policy/proposal.html", proposal=found, rule=before, seen=seen, mine=mine, form=form)


@bp.post("/proposals/<int:number>/approve")
@needs(Permission.RULE_APPROVE, fresh=True)
def approve(number: int) -> ResponseReturnValue:
    """The second person agrees: the new version begins on its day."""
    with transaction():
        added = service.approve(queries.proposal(number), by=me(), at=clock.now())
        rule_id, from_on = added.rule_id, added.from_on
    flash(_("已同意，从 %(day)s 起生效；此前已经开始的时限不变。", day=from_on))
    return redirect(url_for(".rule", rule_id=rule_id), 303)


@bp.post("/proposals/<int:number>/reject")
@needs(Permission.RULE_APPROVE)
def reject(number: int) -> ResponseReturnValue:
    """The second person turns it down, with a reason."""
    form = forms.ReasonForm()
    found = queries.proposal(number)
    if not form.validate_on_submit():
        return _page(found, form), 422
    with transaction():
        service.reject(queries.proposal(number), why=form.why.data, by=me(), at=clock.now())
    flash(_("已记下不同意的理由。"))
    return redirect(url_for(".proposals"), 303)


@bp.post("/proposals/<int:number>/withdraw")
@needs(Permission.RULE_PROPOSE)
def withdraw(number: int) -> ResponseReturnValue:
    """The proposer takes it back."""
    with transaction():
        service.withdraw(queries.proposal(number), by=me(), at=clock.now())
    flash(_("已撤回。"))
    return redirect(url_for(".proposals"), 303)
