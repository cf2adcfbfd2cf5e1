"""The acts after the decision: payment, publication, reversal, taking down, putting on file."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.permissions import Permission, needs
from app.penalties import service
from app.penalties.forms import PayForm, PublishForm, ReverseForm
from app.penalties.views.blueprint import bp, find, press, respond


@bp.route("/penalties/<number>/pay", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def pay(number: str) -> ResponseReturnValue:
    """A payment of the fine."""
    return respond(service.pay, find(number), PayForm(), _("缴款已登记。"))


@bp.route("/penalties/<number>/publish", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def publish(number: str) -> ResponseReturnValue:
    """Where the decision is public."""
    return respond(service.publish, find(number), PublishForm(), _("公开情况已登记。"))


@bp.route("/penalties/<number>/reverse", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def reverse(number: str) -> ResponseReturnValue:
    """The decision did not stand."""
    return respond(service.reverse, find(number), ReverseForm(), _("变更或撤销已登记。"))


@bp.post("/penalties/<number>/take-down")
@needs(Permission.PENALTY_DECIDE)
def take_down(number: str) -> ResponseReturnValue:
    """What did not stand is public no more."""
    return press(number, service.take_down, _("撤下已登记。"))


@bp.post("/penalties/<number>/close")
@needs(Permission.PENALTY_REGISTER)
def close(number: str) -> ResponseReturnValue:
    """The office puts the filing on file."""
    return press(number, service.close, _("已归档。"))
