"""More time: the department asks before the end, the office decides; the first date stays on view."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms.casework import ExtendForm, chosen
from app.complaints.forms.office import DecideExtensionForm
from app.complaints.models import Complaint, Extension
from app.complaints.views import offers, timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.root import bp, find
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.policy import queries as policy


@bp.route("/complaints/<number>/extend", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_REQUEST_EXTENSION)
def extend(number: str) -> ResponseReturnValue:
    """Ask for more working days."""
    complaint = find(number)
    form = ExtendForm(version=complaint.version)
    term = policy.term("complaint.extension", clock.today())
    context = {"running": offers.extensible(complaint), "most": term.value, "clause": term.clause}
    done = _("延期申请已提交，市优办决定之前按原时限办理。")
    act = Act("extend", complaint, form, "complaints/extend.html", done, context=context)

    def run() -> None:
        days, reason, at = form.days.data, form.reason.data, clock.now()
        service.request_extension(complaint, days=days, reason=reason, version=form.seen, by=current_user, at=at)

    return respond(act, run)


@bp.route("/complaints/<number>/extension/<int:extension_id>/decide", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_DECIDE_EXTENSION)
def decide_extension(number: str, extension_id: int) -> ResponseReturnValue:
    """Grant or refuse a wish for more time."""
    complaint = find(number)
    wish = _wish(complaint, extension_id)
    form = DecideExtensionForm(version=complaint.version)
    context = {"wish": wish, "timers": timers.block(complaint, office=True)}
    done = _("已作出决定，承办单位会收到通知。")
    act = Act("decide_extension", complaint, form, "complaints/decide_extension.html", done, context=context)

    def run() -> None:
        granted, words = chosen(form, "granted") == "yes", form.words.data or ""
        service.decide_extension(complaint, wish, granted=granted, words=words, by=current_user, at=clock.now())

    return respond(act, run)


def _wish(complaint: Complaint, extension_id: int) -> Extension:
    for wish in queries.extensions(complaint):
        if wish.id == extension_id:
            return wish
    raise Missing
