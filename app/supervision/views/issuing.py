"""Issuing (ux.md Y-04): the rule proposes, a person reads the words, changes them, issues or does not."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.supervision import queries, service
from app.supervision.forms import DismissForm, MeasureForm, OrderForm
from app.supervision.forms.issuing import picked
from app.supervision.queries import Late
from app.supervision.rules import COLOURS, Kind
from app.supervision.views import drafts
from app.supervision.views.blueprint import answer, bp, me


@bp.get("/desk/supervision")
@needs(Permission.SUPERVISION_ISSUE)
def proposals() -> ResponseReturnValue:
    """What the rule proposes today, by unit."""
    today = clock.today()
    return render_template(
        "supervision/proposals.html", proposals=queries.proposals(today), numbers=queries.numbers(today)
    )


def _colour(value: str) -> Kind:
    if value not in set(COLOURS):
        raise Missing("supervision_missing")
    return Kind(value)


def _rows(kind: Kind) -> list[Late]:
    """The picked clocks that are proposed for this colour."""
    wanted = set(picked())
    return [row for row in queries.late(clock.today()) if row.deadline.id in wanted and row.kind is kind]


@bp.route("/supervision/issue/<kind>", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def issue(kind: str) -> ResponseReturnValue:
    """The order about the picked clocks, drafted; sent, it is issued."""
    colour = _colour(kind)
    rows = _rows(colour)
    if request.method == "GET" and not rows:
        return redirect(url_for(".proposals"), 303)
    form = OrderForm(data=drafts.order(colour, rows))

    def verb() -> str:
        made = service.issue(colour, picked(), form.draft(), by=me(), at=clock.now())
        return url_for(".show", number=made.number)

    return answer("supervision/issue.html", form, verb, _("已签发，单位已收到通知。"), kind=colour, rows=rows)


@bp.route("/supervision/dismiss/<kind>", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def dismiss(kind: str) -> ResponseReturnValue:
    """Not to issue what is proposed, with a reason."""
    colour = _colour(kind)
    rows = _rows(colour)
    if request.method == "GET" and not rows:
        return redirect(url_for(".proposals"), 303)
    form = DismissForm()

    def verb() -> str:
        service.dismiss(colour, picked(), **form.values(), by=me(), at=clock.now())
        return url_for(".proposals")

    return answer("supervision/dismiss.html", form, verb, _("已登记，这些件不再建议这一级。"), kind=colour, rows=rows)


@bp.route("/supervision/measures/new", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def take_measure() -> ResponseReturnValue:
    """On-site supervision, an interview, a circular."""
    asked = request.args.get("kind", "")
    form = MeasureForm(data={"kind": asked, "title": drafts.measure(asked), "subjects": request.args.get("ref", "")})

    def verb() -> str:
        kind, unit = Kind(form.kind.data), int(form.department.data)
        made = service.take_measure(kind, form.subjects.data, form.draft(), department_id=unit, by=me(), at=clock.now())
        return url_for(".show", number=made.number)

    return answer("supervision/measure.html", form, verb, _("已签发，单位已收到通知。"))
