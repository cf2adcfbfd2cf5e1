"""The acts before and around the decision: the office's register and questions; review, hearing, decision."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.penalties import service
from app.penalties.forms import AskForm, DecideForm, DropForm, HearForm, ReplyForm, VetForm
from app.penalties.views import offers
from app.penalties.views.blueprint import bp, find, me, press, respond


@bp.post("/penalties/<number>/register")
@needs(Permission.PENALTY_REGISTER)
def register(number: str) -> ResponseReturnValue:
    """The office registers a filing."""
    return press(number, lambda filing: service.register(filing, by=me(), at=clock.now()), _("已登记。"))


@bp.route("/penalties/<number>/ask", methods=["GET", "POST"])
@needs(Permission.PENALTY_REGISTER)
def ask(number: str) -> ResponseReturnValue:
    """The office asks to complete, or to explain."""
    found, form = find(number), AskForm()
    form.offer(offers.askable(found))
    return respond(
        "ask",
        found,
        form,
        lambda filing: service.ask(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("已发给办案单位。"),
    )


@bp.route("/penalties/<number>/reply", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def reply(number: str) -> ResponseReturnValue:
    """The department completes or explains."""
    form = ReplyForm()
    return respond(
        "reply",
        find(number),
        form,
        lambda filing: service.reply(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("已提交。"),
    )


@bp.route("/penalties/<number>/vet", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def vet(number: str) -> ResponseReturnValue:
    """The legal review."""
    found = find(number)
    form = VetForm(data={"reviewer": found.reviewer, "reviewed_on": found.reviewed_on, "opinion": found.opinion})
    return respond(
        "vet",
        found,
        form,
        lambda filing: service.vet(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("法制审核已登记。"),
    )


@bp.route("/penalties/<number>/hear", methods=["GET", "POST"])
@needs(Permission.PENALTY_FILE)
def hear(number: str) -> ResponseReturnValue:
    """The hearing."""
    found = find(number)
    form = HearForm(data={"hearing": found.hearing.value, "hearing_on": found.hearing_on})
    return respond(
        "hear",
        found,
        form,
        lambda filing: service.hear(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("听证情况已登记。"),
    )


@bp.route("/penalties/<number>/decide", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def decide(number: str) -> ResponseReturnValue:
    """The decision: refused where it is not later than the filing and the review."""
    found = find(number)
    form = DecideForm(data={"fines": "\n".join(found.fines), "kinds": found.kinds})
    form.offer(found.kinds)
    return respond(
        "decide",
        found,
        form,
        lambda filing: service.decide(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("处罚决定已登记。"),
    )


@bp.route("/penalties/<number>/drop", methods=["GET", "POST"])
@needs(Permission.PENALTY_DECIDE)
def drop(number: str) -> ResponseReturnValue:
    """There will be no decision."""
    form = DropForm()
    return respond(
        "drop",
        find(number),
        form,
        lambda filing: service.drop(filing, **form.decided(), seen=form.seen, by=me(), at=clock.now()),
        _("报备已终结。"),
    )
