"""Weights: proposed by one of the office, approved by another."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.ledger import queries as ledger
from app.scorecards import queries, service
from app.scorecards.forms import ReasonForm, weights_form
from app.scorecards.models import Scheme
from app.scorecards.rules import Criterion
from app.scorecards.views.blueprint import answer, bp, me


@bp.get("/scorecards/weights")
@needs(Permission.SCORECARD_READ)
def weights() -> ResponseReturnValue:
    """Every scheme of weights, the latest first, and what waits for a second person."""
    return render_template("scorecards/weights.html", rows=queries.schemes(), me=me(), criteria=list(Criterion))


@bp.route("/scorecards/weights/new", methods=["GET", "POST"])
@needs(Permission.SCORECARD_MANAGE)
def propose() -> ResponseReturnValue:
    """Propose the weights of a year."""
    year = clock.today().year
    now = queries.in_force(year)
    typed = {f"weight_{one.value}": str(weight) for one, weight in now.weights.items()} if now else {}
    form = weights_form(data={"year": str(year), **typed})

    def verb() -> None:
        service.propose(form.year.data, form.weights(), str(form.reason.data), by=me(), at=clock.now())

    def done(mark: str) -> bool:
        return any(ledger.done(mark, f"scorecard-scheme:{one.id}") for one in queries.schemes()[:5])

    words = _("已提交，等待另一位同事审核。")
    return answer("scorecards/propose.html", form, verb, words, then=url_for(".weights"), done=done)


def _scheme(key: int) -> Scheme:
    return queries.scheme(key)


@bp.post("/scorecards/weights/<int:key>/approve")
@needs(Permission.SCORECARD_APPROVE, fresh=True)
def approve(key: int) -> ResponseReturnValue:
    """The second person agrees."""
    with transaction():
        service.approve(_scheme(key), by=me(), at=clock.now())
    flash(_("已同意，以后发布的考核评分按这套权重。"))
    return redirect(url_for(".weights"), 303)


@bp.route("/scorecards/weights/<int:key>/reject", methods=["GET", "POST"])
@needs(Permission.SCORECARD_APPROVE)
def reject(key: int) -> ResponseReturnValue:
    """The second person turns it down, with a reason."""
    found, form = _scheme(key), ReasonForm()

    def verb() -> None:
        service.reject(_scheme(key), why=str(form.why.data), by=me(), at=clock.now())

    ref = f"scorecard-scheme:{key}"
    then = url_for(".weights")
    return answer("scorecards/reject.html", form, verb, _("已记下不同意的理由。"), then=then, ref=ref, scheme=found)


@bp.post("/scorecards/weights/<int:key>/withdraw")
@needs(Permission.SCORECARD_MANAGE)
def withdraw(key: int) -> ResponseReturnValue:
    """The proposer takes it back."""
    with transaction():
        service.withdraw(_scheme(key), by=me(), at=clock.now())
    flash(_("已撤回。"))
    return redirect(url_for(".weights"), 303)
