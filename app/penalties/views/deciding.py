"""The acts before and around the decision: the office's register and questions; review, hearing, decision."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.permissions import Permission, needs
from app.penalties import service
from app.penalties.forms import AskForm, DecideForm, DropForm, HearForm, ReplyForm, VetForm
from app.penalties.views import offers
from app.penalties.views.blueprint import bp, find, press, respond


@bp.post("/penalties/<number>/register")
@needs(Permission.PENALTY_REGISTER)
def register(number: str) -> ResponseReturnValue:
    """The office registers a filing."""
    return press(number, service.register, _("已登记。"))


@bp.route("/penalties/<number>/ask", methods=["GET", "POST"])
@needs(Permission.PENALTY_REGISTER)
def ask(number: str) -> ResponseReturnValue:
    """The office asks to complete, or to explain."""
    found, form = find(number), AskForm()
    form.offer(offers.askable(found))
    return respond(service.ask, found, form, _("已发给办案单位。"))


@bp.route("/penalties/<number>/reply", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def reply(number: str) -> ResponseReturnValue:
    """The department completes or explains."""
    return respond(service.reply, find(number), ReplyForm(), _("已提交。"))


@bp.route("/penalties/<number>/vet", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def vet(number: str) -> ResponseReturnValue:
    """The legal review."""
    found = find(number)
    form = VetForm(data={"reviewer": found.reviewer, "reviewed_on": found.reviewed_on, "opinion": found.opinion})
    return respond(service.vet, found, form, _("法制审核已登记。"))


@bp.route("/penalties/<number>/hear", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def hear(number: str) -> ResponseReturnValue:
    """The hearing."""
    found = find(number)
    form = HearForm(data={"hearing": found.hearing.value, "hearing_on": found.hearing_on})
    return respond(service.hear, found, form, _("听证情况已登记。"))


@bp.route("/penalties/<number>/decide", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def decide(number: str) -> ResponseReturnValue:
    """The decision: refused where it is not later than the filing and the review."""
    found = find(number)
    form = DecideForm(data={"fines": "\n".join(found.fines), "kinds": found.kinds})
    form.offer(found.kinds)
    return respond(service.decide, found, form, _("处罚决定已登记。"))


@bp.route("/penalties/<number>/drop", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def drop(number: str) -> ResponseReturnValue:
    """There will be no decision."""
    return respond(service.drop, find(number), DropForm(), _("报备已终结。"))
