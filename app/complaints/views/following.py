"""The complainant's page of a case, and what they do there: add, withdraw, confirm, rate, ask for a review (W1)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries, rules, service
from app.complaints.forms.following import RateForm, ReviewForm, SupplementForm, WithdrawForm
from app.complaints.models import Complaint
from app.complaints.rules import State
from app.complaints.views import access, story, timers
from app.complaints.views.receipts import tracking_url
from app.complaints.views.root import bp, perform
from app.kernel import clock
from app.kernel.documents import qr_svg
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import Form
from app.notices import queries as notices
from app.workdays.rules import DeadlineKind

FIRST = frozenset({DeadlineKind.ACCEPTANCE})
ANSWERED = (State.RESOLVED, State.RATED, State.UNDER_REVIEW)


def case_page(complaint: Complaint) -> ResponseReturnValue:
    """The page of the case, for whoever may follow it."""
    replies = queries.replies(complaint)
    return render_template(
        "complaints/my_case.html",
        complaint=complaint,
        category=queries.category(complaint.category),
        where=story.where(complaint),
        clocks=_clocks(complaint),
        entries=story.timeline(complaint),
        statement=queries.statement(complaint),
        attachments=queries.attachments(complaint),
        answer=story.reply_text(replies[-1]) if replies and complaint.state in ANSWERED else "",
        verbs=open_verbs(complaint),
        told=notices.of_case(complaint.number),
        tracking_url=tracking_url(complaint),
        qr=qr_svg(tracking_url(complaint)),
    )


def open_verbs(complaint: Complaint) -> set[str]:
    """The verbs that the complainant's page offers: what the state opens, less what has been used up."""
    verbs = set(rules.open_verbs(complaint.state)) & {"supplement", "withdraw", "rate", "rate_again", "request_review"}
    if queries.review(complaint) is not None:
        verbs.discard("request_review")
    mended = queries.rectification(complaint)
    if mended is None or mended.closed_at is None or len(queries.ratings(complaint)) > 1:
        verbs.discard("rate_again")
    return verbs


def _clocks(complaint: Complaint) -> dict[str, list[Any]]:
    """The clock of the acceptance, which is practice, apart from the three of the measures."""
    found = {kind: [] for kind in DeadlineKind}  # type: dict[DeadlineKind, list[Any]]
    for deadline, timer in zip(queries.clocks(complaint), timers.block(complaint, office=True), strict=True):
        found[deadline.kind].append(timer)
    ends = found[DeadlineKind.RESOLUTION] + found[DeadlineKind.PRELIMINARY]
    return {
        "first": found[DeadlineKind.ACCEPTANCE],
        "measures": [
            *(found[DeadlineKind.VERIFICATION] or [_waiting(_("核实"))]),
            *(ends or [_waiting(_("办结或初步结果"))]),
            *(found[DeadlineKind.RECTIFICATION] or [_waiting(_("评价与反馈"), _rating_note(complaint))]),
        ],
    }


def _waiting(name: str, note: str = "") -> dict[str, Any]:
    return {"name": name, "standing": None, "note": note}


def _rating_note(complaint: Complaint) -> str:
    if complaint.state is State.RESOLVED:
        return str(_("等您评价，没有期限"))
    return str(_("已评价")) if queries.ratings(complaint) else ""


def _answer(
    number: str, form: Form, template: str, run: Callable[[Complaint], object], done: str
) -> ResponseReturnValue:
    """The page of a form about one's own case, or what follows it having been sent."""
    complaint = access.own(number)
    if not form.is_submitted():
        return render_template(template, form=form, complaint=complaint, back=access.case_url(complaint))
    if form.validate():
        refused = _performed(complaint, run)
        if refused is None:
            flash(done)
            return redirect(access.case_url(complaint), 303)
        form.refuse(refused)
    return render_template(template, form=form, complaint=complaint, back=access.case_url(complaint)), 422


def _performed(complaint: Complaint, run: Callable[[Complaint], object]) -> Refused | None:
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

    return _answer(number, form, "complaints/supplement.html", run, _("补充材料已收到，市优办看过后转给承办单位。"))


@bp.route("/complaints/<number>/withdraw", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def withdraw(number: str) -> ResponseReturnValue:
    """Withdraw, with a reason."""
    form = WithdrawForm()

    def run(complaint: Complaint) -> None:
        service.withdraw(complaint, reason=form.reason.data, at=clock.now())

    return _answer(number, form, "complaints/withdraw.html", run, _("已撤回，这件投诉不再办理。"))


@bp.route("/complaints/<number>/rate", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def rate(number: str) -> ResponseReturnValue:
    """Rate in five levels."""
    form = RateForm()

    def run(complaint: Complaint) -> None:
        service.rate(complaint, **form.given(), at=clock.now())

    return _answer(number, form, "complaints/rate.html", run, _("评价已提交，谢谢。"))


@bp.route("/complaints/<number>/review", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def request_review(number: str) -> ResponseReturnValue:
    """Ask the office, once, to look at the answer again."""
    form = ReviewForm()

    def run(complaint: Complaint) -> None:
        service.request_review(complaint, reason=form.reason.data, at=clock.now())

    return _answer(number, form, "complaints/review.html", run, _("复核申请已收到，由市优办办理，不交给原承办单位。"))


@bp.get("/complaints/<number>/files/<int:position>")
@needs(Permission.PUBLIC)
def own_file(number: str, position: int) -> ResponseReturnValue:
    """A file of one's own case, as it was uploaded."""
    found = queries.attachment(access.own(number), position)
    return send_file(BytesIO(found.content), mimetype=found.mime, as_attachment=True, download_name=found.name)
