"""Who complained: one of the office asks, another one approves, each look is an act that the complainant is told of."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms.office import UnsealForm
from app.complaints.service import Contact
from app.complaints.views.acting import Act, respond
from app.complaints.views.root import bp, find, identity_key, perform
from app.kernel import clock
from app.kernel.permissions import Permission, needs


@bp.route("/complaints/<number>/unseal", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_UNSEAL)
def unseal(number: str) -> ResponseReturnValue:
    """Ask to know who complained, with a reason."""
    complaint = find(number)
    form = UnsealForm(version=complaint.version)
    done = _("解封申请已提交，等待另一位同事审批。")
    act = Act("unseal", complaint, form, "complaints/unseal.html", done)
    return respond(
        act,
        lambda: service.request_unsealing(complaint, reason=form.reason.data, by=current_user, at=clock.now()),
    )


@bp.post("/complaints/<number>/unseal/<int:unsealing_id>/approve")
@needs(Permission.COMPLAINT_UNSEAL, fresh=True)
def approve_unsealing(number: str, unsealing_id: int) -> ResponseReturnValue:
    """The second person says yes."""
    complaint = find(number)
    asked = queries.unsealing(complaint, unsealing_id)
    perform(
        complaint.number,
        lambda: service.approve_unsealing(complaint, asked, by=current_user, at=clock.now()),
    )
    flash(_("已批准。申请人 24 小时内可以查看，投诉人会收到通知。"))
    return redirect(url_for("complaints.show", number=complaint.number), code=303)


@bp.post("/complaints/<number>/unseal/<int:unsealing_id>/refuse")
@needs(Permission.COMPLAINT_UNSEAL)
def refuse_unsealing(number: str, unsealing_id: int) -> ResponseReturnValue:
    """The second person says no, or the first one takes the wish back."""
    complaint = find(number)
    asked = queries.unsealing(complaint, unsealing_id)
    perform(
        complaint.number,
        lambda: service.refuse_unsealing(complaint, asked, by=current_user, at=clock.now()),
    )
    flash(_("解封申请已驳回或撤回。"))
    return redirect(url_for("complaints.show", number=complaint.number), code=303)


@bp.route("/complaints/<number>/identity", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_UNSEAL, fresh=True)
def identity(number: str) -> ResponseReturnValue:
    """Look at who complained: shown in the answer to the POST and nowhere else."""
    complaint = find(number)
    seen: list[Contact] = []
    if request.method == "POST":
        look = service.look
        perform(
            complaint.number,
            lambda: seen.append(look(complaint, key=identity_key(), by=current_user, at=clock.now())),
        )
    return render_template("complaints/identity.html", complaint=complaint, contact=seen[0] if seen else None)
