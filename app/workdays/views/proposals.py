"""The office's pages: propose a year's notice, see what it would move, decide on another's proposal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.workdays import forms, queries, rules, schemas, service
from app.workdays.models import CalendarProposal, ProposalState
from app.workdays.views.blueprint import bp, me


@bp.get("/proposals")
@needs(Permission.CALENDAR_PROPOSE)
def proposals() -> ResponseReturnValue:
    """What waits for a second person, what was decided, and every version that was loaded."""
    return render_template(
        "workdays/proposals.html",
        pending=queries.proposals(ProposalState.PENDING),
        decided=queries.proposals(*set(ProposalState) - {ProposalState.PENDING}),
        versions=queries.versions(),
        missing=queries.unannounced(clock.today()),
    )


@bp.route("/proposals/new", methods=["GET", "POST"])
@needs(Permission.CALENDAR_PROPOSE)
def new_proposal() -> ResponseReturnValue:
    """Upload or paste a year's notice; look at what it would move, then hand it to a second person."""
    form = forms.NoticeForm()
    if not form.is_submitted():
        form.year.data = request.args.get("year", queries.unannounced(clock.today()), type=int)
        return render_template("workdays/new_proposal.html", form=form, seen=None)
    if not form.validate():
        return render_template("workdays/new_proposal.html", form=form, seen=None), 422
    try:
        days = rules.checked(form.year.data, _given(form))
        form.lines.typed = "\n".join(rules.shown(day) for day in days)
        if "preview" in request.form:
            return render_template("workdays/new_proposal.html", form=form, seen=_seen(form.year.data, days))
        number = _propose(form, days)
    except Refused as refused:
        form.refuse(refused)
        return render_template("workdays/new_proposal.html", form=form, seen=None), refused.status
    flash(_("已提交，等待另一位同事审核。"))
    return redirect(url_for(".proposal", number=number), 303)


def _given(form: forms.NoticeForm) -> list[rules.Special]:
    """The days of the uploaded file, or of the pasted lines where no file came."""
    uploaded = form.file.data
    if uploaded and uploaded.filename:
        return schemas.days(uploaded.read(schemas.MOST_BYTES + 1))
    if not form.lines.data:
        raise Refused("calendar_nothing_given", field="lines")
    return schemas.lines(form.lines.data)


def _propose(form: forms.NoticeForm, days: list[rules.Special]) -> int:
    with transaction():
        made = service.propose(form.year.data, days, source=form.source.data, by=me(), at=clock.now())
        return made.id


def _seen(year: int, days: list[rules.Special]) -> dict[str, object]:
    """What a proposal shows before anybody decides: its days, what it would move, what it may have forgotten."""
    return {
        "days": days,
        "moved": service.preview(year, days, today=clock.today()),
        "unlisted": rules.unlisted(year, days),
    }


@bp.get("/proposals/<int:number>")
@needs(Permission.CALENDAR_PROPOSE)
def proposal(number: int) -> ResponseReturnValue:
    """One proposal with its days and the deadlines that it would move."""
    return _page(queries.proposal(number), forms.ReasonForm(formdata=None))


def _page(found: CalendarProposal, form: forms.ReasonForm) -> str:
    days = [rules.decoded(line) for line in found.lines]
    seen = _seen(found.year, days)
    mine = found.proposed_by_id == me().id
    return render_template("workdays/proposal.html", proposal=found, seen=seen, mine=mine, form=form)


@bp.post("/proposals/<int:number>/approve")
@needs(Permission.CALENDAR_APPROVE, fresh=True)
def approve(number: int) -> ResponseReturnValue:
    """The second person agrees: the notice is loaded and moves its deadlines."""
    with transaction():
        version = service.approve(queries.proposal(number), by=me(), at=clock.now())
        year = version.year
    flash(_("%(year)s 年的工作日历已载入，受影响的时限已重新计算。", year=year))
    return redirect(url_for(".year", year=year), 303)


@bp.post("/proposals/<int:number>/reject")
@needs(Permission.CALENDAR_APPROVE)
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
@needs(Permission.CALENDAR_PROPOSE)
def withdraw(number: int) -> ResponseReturnValue:
    """The proposer takes it back."""
    with transaction():
        service.withdraw(queries.proposal(number), by=me(), at=clock.now())
    flash(_("已撤回。"))
    return redirect(url_for(".proposals"), 303)
