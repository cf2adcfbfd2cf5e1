"""What a complainant does on their own case: add, withdraw, confirm, rate, ask for a review.

Whoever may follow the case may do it: an account its own, a browser what its receipt code has opened.
"""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import service
from app.complaints.forms.following import RateForm, ReviewForm, SupplementForm, WithdrawForm
from app.complaints.models import Complaint
from app.complaints.views import access
from app.complaints.views.following import answer_of, open_verbs
from app.complaints.views.root import bp, perform
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import Form

Run = Callable[[Complaint], object]


def _answer(number: str, form: Form, verb: str, run: Run, done: str) -> ResponseReturnValue:
    """The page of a form about one's own case, or what follows it having been sent."""
    complaint = access.own(number)
    if not form.is_submitted():
        if not {verb, f"{verb}_again"} & open_verbs(complaint):
            raise Refused("complaint_wrong_state", status=409)
        return _page(complaint, form, verb)
    if form.validate():
        refused = _performed(complaint, run)
        if refused is None:
            flash(done)
            return redirect(access.case_url(complaint), 303)
        form.refuse(refused)
    return _page(complaint, form, verb), 422


def _page(complaint: Complaint, form: Form, verb: str) -> str:
    return render_template(
        f"complaints/{verb}.html",
        form=form,
        complaint=complaint,
        back=access.case_url(complaint),
        answer=answer_of(complaint),
    )


def _performed(complaint: Complaint, run: Run) -> Refused | None:
    try:
        perform(complaint.number, lambda: run(complaint))
    except Refused as refused:
        if refused.status == 409:
            raise
        return refused
    return None


@bp.route("/complaints/<number>/supplement", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def supplement(number: str) -> ResponseReturnValue:
    """Add words or files, until the case is closed."""
    form = SupplementForm()

    def run(complaint: Complaint) -> None:
        service.supplement(complaint, words=form.words.data or "", files=form.files.uploads, at=clock.now())

    return _answer(number, form, "supplement", run, _("补充材料已收到，市优办看过后转给承办单位。"))


@bp.route("/complaints/<number>/withdraw", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def withdraw(number: str) -> ResponseReturnValue:
    """Withdraw, with a reason."""
    form = WithdrawForm()

    def run(complaint: Complaint) -> None:
        service.withdraw(complaint, reason=form.reason.data, at=clock.now())

    return _answer(number, form, "withdraw", run, _("已撤回，这件投诉不再办理。"))


@bp.route("/complaints/<number>/rate", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def rate(number: str) -> ResponseReturnValue:
    """Rate in five levels."""
    form = RateForm()

    def run(complaint: Complaint) -> None:
        service.rate(complaint, **form.given(), at=clock.now())

    return _answer(number, form, "rate", run, _("评价已提交，谢谢。"))


@bp.post("/complaints/<number>/confirm")
@needs(Permission.PUBLIC)
def confirm(number: str) -> ResponseReturnValue:
    """Agree that the matter is closed."""
    complaint = access.own(number)
    perform(complaint.number, lambda: service.confirm(complaint, at=clock.now()))
    flash(_("已确认办结。愿意的话，请给个评价。"))
    return redirect(access.case_url(complaint), 303)


@bp.route("/complaints/<number>/review", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def request_review(number: str) -> ResponseReturnValue:
    """Ask the office, once, to look at the answer again."""
    form = ReviewForm()

    def run(complaint: Complaint) -> None:
        service.request_review(complaint, reason=form.reason.data, at=clock.now())

    return _answer(number, form, "request_review", run, _("复核申请已收到，由市优办办理，不交给原承办单位。"))
