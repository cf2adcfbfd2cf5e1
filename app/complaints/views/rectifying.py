"""After a bad rating: the department mends, the office calls the complainant back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms.casework import RectifyForm, chosen
from app.complaints.forms.office import CallBackForm
from app.complaints.models import Complaint
from app.complaints.views import department, timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.root import bp, find
from app.kernel import clock
from app.kernel.permissions import Permission, needs


def _version(complaint: Complaint) -> int:
    mended = queries.rectification(complaint)
    return mended.version if mended else 0


@bp.route("/complaints/<number>/rectify", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_RECTIFY)
def rectify(number: str) -> ResponseReturnValue:
    """What was mended, and what shows it."""
    complaint = find(number)
    form = RectifyForm(version=_version(complaint))
    context = {"case": department.department_case(complaint)}
    act = Act(
        "rectify",
        complaint,
        form,
        "complaints/rectify.html",
        _("整改情况已提交，等待市优办回访。"),
        version=lambda: _version(complaint),
        context=context,
    )

    def run() -> None:
        plan, evidence = form.plan.data, form.evidence.data
        service.rectify(complaint, plan=plan, evidence=evidence, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)


@bp.route("/complaints/<number>/call-back", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_CALL_BACK)
def call_back(number: str) -> ResponseReturnValue:
    """What the complainant said about it: closed, or mended again."""
    complaint = find(number)
    form = CallBackForm(version=complaint.version)
    context = {
        "rectification": queries.rectification(complaint),
        "ratings": queries.ratings(complaint),
        "timers": timers.block(complaint, office=True),
    }
    act = Act("call_back", complaint, form, "complaints/call_back.html", _("回访情况已记录。"), context=context)

    def run() -> None:
        satisfied = chosen(form, "satisfied") == "yes"
        service.call_back(complaint, words=form.words.data, satisfied=satisfied, by=current_user, at=clock.now())

    return respond(act, run)
