"""What the office does: it hands the account over, settles contradictions, assesses what is owed, takes the steps."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.arrears import queries, service
from app.arrears.forms import AssessForm, HandOverForm, SettleForm, StepForm
from app.arrears.views.blueprint import account, bp, me, respond
from app.kernel import clock
from app.kernel.permissions import Permission, needs


@bp.route("/arrears/<number>/hand-over", methods=["GET", "POST"])
@needs(Permission.ARREARS_LEAD)
def hand_over(number: str) -> ResponseReturnValue:
    """Open the account to the department."""
    seen, case = account(number)
    form = HandOverForm()
    return respond(
        "hand_over",
        seen,
        form,
        lambda: service.hand_over(case, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("账目已转交承办单位，投诉人已收到通知。"),
    )


@bp.route("/arrears/<number>/repayments/<int:repayment_id>/settle", methods=["GET", "POST"])
@needs(Permission.ARREARS_LEAD)
def settle(number: str, repayment_id: int) -> ResponseReturnValue:
    """Decide whether a contradicted repayment stands."""
    seen, case = account(number)
    found, form = queries.repayment(case, repayment_id), SettleForm()
    return respond(
        "settle",
        seen,
        form,
        lambda: service.settle(found, **form.decided(), by=me(), at=clock.now()),
        _("核对结果已登记。"),
    )


@bp.route("/arrears/<number>/assess", methods=["GET", "POST"])
@needs(Permission.ARREARS_LEAD)
def assess(number: str) -> ResponseReturnValue:
    """Find that another amount is owed."""
    seen, case = account(number)
    form = AssessForm()
    return respond(
        "assess",
        seen,
        form,
        lambda: service.assess(case, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("核定的金额已登记。"),
    )


@bp.route("/arrears/<number>/step", methods=["GET", "POST"])
@needs(Permission.ARREARS_LEAD)
def take_step(number: str) -> ResponseReturnValue:
    """Take the next step of the ladder."""
    seen, case = account(number)
    form = StepForm()
    return respond(
        "take_step",
        seen,
        form,
        lambda: service.take_step(case, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("已登记，进入下一步。"),
    )
