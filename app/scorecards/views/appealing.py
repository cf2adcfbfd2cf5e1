"""Appeals: a department about a case of its own, the office's decision."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.scorecards import queries, service
from app.scorecards.forms import AppealForm, DecideForm
from app.scorecards.models import Card
from app.scorecards.rules import Criterion
from app.scorecards.views.blueprint import answer, bp, me


def _criterion(value: str) -> Criterion:
    if value not in set(Criterion):
        raise Missing("scorecard_missing")
    return Criterion(value)


def _own(card: Card, criterion: Criterion, ref: str) -> str:
    """The code of the user's department. Raises `Missing` where the case is not one of its own."""
    cases = queries.parts(card).get(me().department_id or 0, {}).get(criterion, [])
    if ref not in {one.ref for one in cases}:
        raise Missing("scorecard_missing")
    return queries.rows(card, me())[0].department.code


@bp.route("/scorecards/<number>/appeals/new/<criterion>/<path:ref>", methods=["GET", "POST"])
@needs(Permission.SCORECARD_APPEAL)
def appeal(number: str, criterion: str, ref: str) -> ResponseReturnValue:
    """Say that a case should not count."""
    card, what, form = queries.by_number(number), _criterion(criterion), AppealForm()
    code = _own(card, what, ref)

    def verb() -> None:
        service.appeal(queries.by_number(number), what, ref, words=str(form.words.data), by=me(), at=clock.now())

    then = url_for(".department", number=card.number, code=code)
    more: dict[str, Any] = {"card": card, "criterion": what, "case": ref, "back": then}
    return answer("scorecards/appeal.html", form, verb, _("申诉已提交。"), then=then, ref=card.number, **more)


@bp.route("/scorecards/<number>/appeals/<int:key>", methods=["GET", "POST"])
@needs(Permission.SCORECARD_MANAGE)
def decide(number: str, key: int) -> ResponseReturnValue:
    """Decide on an appeal."""
    card, form = queries.by_number(number), DecideForm()
    found = queries.appeal(card, key)

    def verb() -> None:
        now, granted = queries.by_number(number, lock=True), form.granted.data == "yes"
        service.decide(queries.appeal(now, key), now, granted=granted, why=str(form.why.data), by=me(), at=clock.now())

    then = url_for(".show", number=card.number)
    return answer(
        "scorecards/decide.html", form, verb, _("已决定。"), then=then, ref=card.number, card=card, found=found
    )
