"""What the office decides on a case under way: the one review, and the one change of its kind."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms.casework import chosen
from app.complaints.forms.office import DecideReviewForm, ReclassifyForm
from app.complaints.rules import Complexity, ReviewOutcome
from app.complaints.views import histories, timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.root import bp, find
from app.kernel import clock
from app.kernel.permissions import Permission, needs


@bp.route("/complaints/<number>/review/decide", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_DECIDE_REVIEW)
def decide_review(number: str) -> ResponseReturnValue:
    """Uphold the answer, or have it done again."""
    complaint = find(number)
    form = DecideReviewForm(version=complaint.version)
    context = {
        "review": queries.review(complaint),
        "statement": queries.statement(complaint),
        "replies": histories.replies(complaint, queries.attachments(complaint)),
    }
    done = _("复核决定已作出，投诉人会收到通知。")
    act = Act("decide_review", complaint, form, "complaints/review_decide.html", done, context=context)

    def run() -> None:
        outcome, at = ReviewOutcome(chosen(form, "outcome")), clock.now()
        service.decide_review(complaint, outcome=outcome, words=form.words.data, by=current_user, at=at)

    return respond(act, run)


@bp.route("/complaints/<number>/reclassify", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_RECLASSIFY)
def reclassify(number: str) -> ResponseReturnValue:
    """Simple to complex or back, once."""
    complaint = find(number)
    form = ReclassifyForm(version=complaint.version)
    context = {"timers": timers.block(complaint, office=True)}
    done = _("类别已改变，新旧两个时限都保留。")
    act = Act("reclassify", complaint, form, "complaints/reclassify.html", done, context=context)

    def run() -> None:
        to, reason = Complexity(chosen(form, "to")), form.reason.data
        service.reclassify(complaint, to=to, reason=reason, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)
