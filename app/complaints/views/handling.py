"""The acts of a department: verify, a preliminary result, the answer, returning a wrong referral."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms import casework as forms
from app.complaints.forms.fields import listed
from app.complaints.models import Complaint
from app.complaints.rules import Complexity
from app.complaints.views import timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.root import bp, find
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.policy import queries as policy


def _reply(name: str, complaint: Complaint, form: forms.ReplyForm, title: str, done: str) -> Act:
    terms = {kind: policy.term(f"complaint.{kind}", clock.today()).value for kind in ("simple", "complex")}
    context: dict[str, Any] = {"title": title, "sheet": queries.sheet(complaint), "terms": terms}
    context["timers"] = timers.block(complaint, office=False)
    return Act(name, complaint, form, "complaints/reply.html", done, context=context)


def _answer(act: Act, run: Callable[[], object]) -> ResponseReturnValue:
    """Send the answer, or show first what the enterprise will see."""
    if request.form.get("act") != "preview":
        return respond(act, run)
    if not act.form.validate():
        return act.page(), 422
    department = departments.get(current_user.department_id)
    preview = {"department": department.name, "on": clock.today()}
    return render_template(act.template, complaint=act.complaint, form=act.form, preview=preview, **act.context)


def _sent(form: forms.ReplyForm) -> dict[str, Any]:
    return {
        "fields": form.fields(),
        "files": form.files.uploads,
        "version": form.seen,
        "by": current_user,
        "at": clock.now(),
    }


@bp.route("/complaints/<number>/verify", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_VERIFY)
def verify(number: str) -> ResponseReturnValue:
    """Verification, and whether the matter is simple or complex."""
    complaint = find(number)
    form = forms.VerifyForm(version=complaint.version)
    act = _reply("verify", complaint, form, _("核实"), _("核实情况已提交，投诉人可以看到。"))

    def run() -> None:
        kind, reason = Complexity(form.complexity.data), form.reason.data or ""
        service.verify(complaint, complexity=kind, reason=reason, **_sent(form))

    return _answer(act, run)


@bp.route("/complaints/<number>/preliminary", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_REPLY)
def preliminary(number: str) -> ResponseReturnValue:
    """The preliminary result of a complex matter."""
    complaint = find(number)
    form = forms.PreliminaryForm(version=complaint.version)
    act = _reply("preliminary", complaint, form, _("初步结果"), _("初步结果已提交，投诉人可以看到。办结时再答复。"))
    return _answer(act, lambda: service.give_preliminary(complaint, **_sent(form)))


@bp.route("/complaints/<number>/resolve", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_REPLY)
def resolve(number: str) -> ResponseReturnValue:
    """The answer that closes the case."""
    complaint = find(number)
    form = forms.ResolveForm(version=complaint.version)
    act = _reply("resolve", complaint, form, _("答复并办结"), _("答复已提交，这件已办结，等待投诉人评价。"))
    return _answer(act, lambda: service.resolve(complaint, **_sent(form)))


@bp.route("/complaints/<number>/return", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_RETURN)
def return_referral(number: str) -> ResponseReturnValue:
    """A wrong referral goes back to the office, with the right unit and the basis."""
    complaint = find(number)
    form = forms.ReturnForm(version=complaint.version)
    others = [one.name for one in departments.active() if one.id != current_user.department_id]
    form.to.choices = listed(((name, name) for name in others), first=_("请选择"))
    done = _("已退回市优办，核实和办结的时限不停。")
    act = Act("return_referral", complaint, form, "complaints/return.html", done, then=url_for("complaints.index"))

    def run() -> None:
        basis, to = form.basis.data, forms.chosen(form, "to")
        service.return_referral(complaint, to=to, basis=basis, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)
