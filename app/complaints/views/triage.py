"""The triage desk: one complaint on the left, the decision on the right, the next one after it (Y-02)."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms import triage as forms
from app.complaints.forms.casework import chosen
from app.complaints.forms.fields import listed
from app.complaints.models import Complaint
from app.complaints.rules import DeclineReason
from app.complaints.views import timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.choices import category_choices, department_choices, likely_departments
from app.complaints.views.root import bp, find, identity_key
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.permissions import Permission, needs

TEMPLATE = "complaints/triage.html"


@bp.get("/desk/triage")
@needs(Permission.COMPLAINT_ACCEPT)
def triage() -> ResponseReturnValue:
    """The complaint that has waited longest, or the one after the one skipped."""
    complaint = queries.next_waiting(after=request.args.get("after", "")) or queries.next_waiting()
    if complaint is None:
        return render_template(TEMPLATE, complaint=None)
    context = _context(complaint, "")
    return render_template(TEMPLATE, complaint=complaint, form=context["accepting"], **context)


def _context(complaint: Complaint, sent: str) -> dict[str, Any]:
    """The three forms, of which only the one that was sent reads the request, and what stands beside them."""
    statement = queries.statement(complaint)
    files = list(queries.attachments(complaint))
    found: dict[str, Any] = {
        "accepting": _accepting(complaint, sent == "accept", files),
        "declining": forms.DeclineForm(version=complaint.version, prefix="decline-", **_read(sent == "decline")),
        "routing": forms.RouteForm(version=complaint.version, prefix="route-", **_read(sent == "route")),
    }
    return {
        **found,
        "sent": sent,
        "statement": statement,
        "category": queries.category(complaint.category),
        "files": files,
        "timers": timers.block(complaint, office=True),
        "left": [row for row in queries.triage_left(to=current_user) if row.complaint.id != complaint.id],
    }


def _read(sent: bool) -> dict[str, Any]:
    return {} if sent else {"formdata": None}


def _accepting(complaint: Complaint, sent: bool, files: list[Any]) -> forms.AcceptForm:
    likely = likely_departments(complaint)
    values = {**forms.prefilled(queries.statement(complaint)), "category": complaint.category}
    values["complainant"] = queries.agreed_name(complaint, root=identity_key())
    if likely:
        values["to"] = str(likely[0].id)
    form = forms.AcceptForm(version=complaint.version, data=values, **_read(sent))
    form.category.choices = category_choices()
    form.to.choices = department_choices(complaint)
    form.files.choices = listed((kept.position, kept.name) for kept in files)
    return form


def _act(name: str, complaint: Complaint, done: str, **more: Any) -> tuple[Act, Any]:
    context = _context(complaint, name)
    form = context[{"accept": "accepting", "decline": "declining", "route": "routing"}[name]]
    return Act(name, complaint, form, TEMPLATE, done, then=url_for("complaints.triage"), context=context, **more), form


@bp.route("/complaints/<number>/accept", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_ACCEPT)
def accept(number: str) -> ResponseReturnValue:
    """Accept the complaint and refer it to a department."""
    complaint = find(number)
    copies: list[service.Copy] = []

    def prepare() -> None:
        copies.extend(service.render(complaint, form.files.data or []))

    done = _("%(number)s 已受理并交办。", number=complaint.number)
    act, form = _act("accept", complaint, done, prepare=prepare)

    def run() -> None:
        service.accept(
            complaint,
            to=departments.get(int(chosen(form, "to"))),
            sheet=form.sheet(),
            category=chosen(form, "category"),
            copies=copies,
            version=form.seen,
            by=current_user,
            at=clock.now(),
        )

    return respond(act, run)


@bp.route("/complaints/<number>/decline", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_DECLINE)
def decline(number: str) -> ResponseReturnValue:
    """Decline, with a reason."""
    complaint = find(number)
    act, form = _act("decline", complaint, _("%(number)s 已决定不予受理，投诉人会收到说明。", number=complaint.number))

    def run() -> None:
        reason, words = DeclineReason(chosen(form, "reason")), form.words.data
        service.decline(complaint, reason=reason, words=words, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)


@bp.route("/complaints/<number>/route", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_ROUTE)
def route(number: str) -> ResponseReturnValue:
    """Tell the complainant who takes it instead."""
    complaint = find(number)
    act, form = _act("route", complaint, _("%(number)s 已建议转其他渠道，投诉人会收到说明。", number=complaint.number))

    def run() -> None:
        reason, words, to = DeclineReason(chosen(form, "reason")), form.words.data, form.to.data
        service.route(complaint, reason=reason, to=to, words=words, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)
