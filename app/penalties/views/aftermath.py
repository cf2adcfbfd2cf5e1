"""The acts after the decision: payment, publication, reversal, taking down, putting on file."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.penalties import service
from app.penalties.forms import PayForm, PublishForm, ReverseForm
from app.penalties.views.blueprint import bp, find, me, press, respond


@bp.route("/penalties/<number>/pay", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def pay(number: str) -> ResponseReturnValue:
    """A payment of the fine."""
    form = PayForm()
    return respond(
        "pay",
        find(number),
        form,
        lambda filing: service.pay(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("缴款已登记。"),
    )


@bp.route("/penalties/<number>/publish", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def publish(number: str) -> ResponseReturnValue:
    """Where the decision is public."""
    form = PublishForm()
    return respond(
        "publish",
        find(number),
        form,
        lambda filing: service.publish(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("公开情况已登记。"),
    )


@bp.route("/penalties/<number>/reverse", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def reverse(number: str) -> ResponseReturnValue:
    """The decision did not stand."""
    form = ReverseForm()
    return respond(
        "reverse",
        find(number),
        form,
        lambda filing: service.reverse(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("变更或撤销已登记。"),
    )


@bp.post("/penalties/<number>/take-down")
@needs(Permission.PENALTY_DECIDE)
def take_down(number: str) -> ResponseReturnValue:
    """What did not stand is public no more."""
    return press(number, lambda filing: service.take_down(filing, by=me(), at=clock.now()), _("撤下已登记。"))


@bp.post("/penalties/<number>/close")
@needs(Permission.PENALTY_REGISTER)
def close(number: str) -> ResponseReturnValue:
    """The office puts the filing on file."""
    return press(number, lambda filing: service.close(filing, by=me(), at=clock.now()), _("已归档。"))
