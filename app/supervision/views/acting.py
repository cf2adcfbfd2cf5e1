"""What becomes of an order: received, answered, withdrawn; minutes of meetings."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.supervision import queries, service
from app.supervision.forms import AnswerForm, MinuteForm, WithdrawForm
from app.supervision.forms.acting import ActForm
from app.supervision.models import Order
from app.supervision.views.blueprint import answer as respond
from app.supervision.views.blueprint import bp, me, perform, remember


def _find(number: str) -> Order:
    return queries.by_number(number, to=me())


def _respond(name: str, number: str, form: ActForm, run: object, words: str) -> ResponseReturnValue:
    order = _find(number)
    remember(form, order.version)
    there = url_for(".show", number=order.number)

    def verb() -> str:
        run(_find(number))  # type: ignore[operator]
        return there

    return respond("supervision/act.html", form, verb, words, ref=order.number, then=there, name=name, order=order)


@bp.post("/supervision/<number>/receive")
@needs(Permission.SUPERVISION_ANSWER)
def receive(number: str) -> ResponseReturnValue:
    """The unit has it in hands."""
    there = url_for(".show", number=_find(number).number)

    def verb() -> str:
        service.receive(_find(number), by=me(), at=clock.now())
        return there

    perform(verb, _find(number).number)
    flash(_("已签收。"))
    return redirect(there, 303)


@bp.route("/supervision/<number>/answer", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ANSWER)
def answer(number: str) -> ResponseReturnValue:
    """The unit answers."""
    form = AnswerForm()

    def run(order: Order) -> None:
        service.answer(order, **form.decided(), seen=form.seen, by=me(), at=clock.now())

    return _respond("answer", number, form, run, _("已答复。"))


@bp.route("/supervision/<number>/withdraw", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def withdraw(number: str) -> ResponseReturnValue:
    """The office takes it back."""
    form = WithdrawForm()

    def run(order: Order) -> None:
        service.withdraw(order, **form.decided(), seen=form.seen, by=me(), at=clock.now())

    return _respond("withdraw", number, form, run, _("已撤回，编号保留。"))


@bp.route("/supervision/<number>/note", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def note(number: str) -> ResponseReturnValue:
    """What was found and agreed."""
    form = MinuteForm()

    def run(order: Order) -> None:
        service.note(order, **form.decided(), seen=form.seen, by=me(), at=clock.now())

    return _respond("note", number, form, run, _("记录已登记。"))
