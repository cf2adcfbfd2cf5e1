"""Cards: the list, one with its ranks, one department with every case; issuing and ending."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads, gate, parts
from app.kernel.web.pages import instant
from app.ledger import queries as ledger
from app.scorecards import queries, schemas, service
from app.scorecards.forms import PeriodForm
from app.scorecards.models import Card
from app.scorecards.rules import DEDUCTING
from app.scorecards.views.blueprint import answer, bp, me, perform


@bp.get("/scorecards")
@needs(Permission.SCORECARD_READ)
def index() -> ResponseReturnValue:
    """All cards."""
    return render_template("scorecards/index.html", cards=queries.cards())


@bp.route("/scorecards/new", methods=["GET", "POST"])
@needs(Permission.SCORECARD_MANAGE)
def issue() -> ResponseReturnValue:
    """Issue the card of a period."""
    form = PeriodForm()

    def verb() -> None:
        service.issue(form.from_on.data, form.until_on.data, by=me(), at=clock.now())

    def done(mark: str) -> bool:
        found = queries.cards_between(form.from_on.data, form.until_on.data)
        return found is not None and ledger.done(mark, found.number)

    words = _("已发布，各单位可以在期限内申诉。")
    return answer("scorecards/new.html", form, verb, words, then=url_for(".index"), done=done)


@bp.get("/scorecards/<number>")
@needs(Permission.SCORECARD_READ)
def show(number: str) -> ResponseReturnValue:
    """One card: who stands where, the weights, the appeals."""
    card = queries.by_number(number)
    return render_template(
        "scorecards/show.html",
        card=card,
        rows=queries.rows(card, me()),
        appeals=queries.appeals(card, me()),
        named=_named,
        over=clock.today() > card.appeal_by,
        shown=schemas.shown,
        deducting=DEDUCTING,
        history=[{"when": instant(one.at), "words": wording.label("ledger_verb", one.verb)} for one in _history(card)],
    )


def _history(card: Card) -> list[Any]:
    """What the office did; single appeals stand in their own table."""
    return [one for one in queries.history(card) if one.verb in {"scorecard:issue", "scorecard:finalise"}]


@bp.get("/scorecards/<number>/<code>")
@needs(Permission.SCORECARD_READ)
def department(number: str, code: str) -> ResponseReturnValue:
    """One department: the formula, and every case that gave or took points."""
    card = queries.by_number(number)
    row = queries.row(card, code, me())
    own = [one for one in queries.appeals(card, me()) if one.department_id == row.department.id]
    open_now = card.state == "issued" and clock.today() <= card.appeal_by
    return render_template(
        "scorecards/department.html",
        card=card,
        row=row,
        appeals={(one.criterion, one.ref): one for one in own},
        lines=row.issued.lines,
        deducting=DEDUCTING,
        may_appeal=open_now and me().department_id == row.department.id,
        shown=schemas.shown,
        address=_address,
        named=_named,
    )


def _named(ref: str) -> str:
    """A case as whoever looks may know it: the number of a complaint is for those who may read complaints."""
    return ref if not ref.startswith("TS-") or gate.allowed(Permission.COMPLAINT_READ) else _("投诉件")


def _address(ref: str) -> str:
    """The page of a case, empty where it has none."""
    head = ref.partition("/")[0]
    if head.startswith("measure:"):
        year, number = head.removeprefix("measure:").split("-")
        return url_for("measures.show", year=year, number=number)
    pages = {
        "TS": "complaints.show",
        "DB": "supervision.show",
        "TB": "measures.step",
        "PY": "surveys.public",
        "SJ": "audit.show",
    }
    endpoint = pages.get(head[:2])
    return url_for(endpoint, number=head) if endpoint and parts.may_open(endpoint) else ""


def _rows(card: Card) -> Iterator[list[Any]]:
    for row in queries.rows(card, me()):
        yield from schemas.cells(row)


@bp.get("/scorecards/<number>.csv")
@needs(Permission.SCORECARD_READ)
def export_csv(number: str) -> ResponseReturnValue:
    """A card as CSV with BOM, exact fractions beside what is shown."""
    card = queries.by_number(number)
    return downloads.csv(card.number, schemas.CardRow(), list(_rows(card)))


@bp.get("/scorecards/<number>.xlsx")
@needs(Permission.SCORECARD_READ)
def export_xlsx(number: str) -> ResponseReturnValue:
    """The same as a workbook."""
    card = queries.by_number(number)
    return downloads.xlsx(card.number, _("考核评分"), schemas.CardRow(), _rows(card))


@bp.post("/scorecards/<number>/finalise")
@needs(Permission.SCORECARD_MANAGE)
def finalise(number: str) -> ResponseReturnValue:
    """The card becomes final."""
    ref = queries.by_number(number).number
    perform(lambda: service.finalise(queries.by_number(number, lock=True), by=me(), at=clock.now()), ref)
    flash(_("考核评分已定稿。"))
    return redirect(url_for(".show", number=ref), 303)
