"""Visits made one: a draft becomes part of another visit, or is offered to another department, which answers."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.visits import queries, service
from app.visits.forms import ApartForm
from app.visits.models import JointOffer
from app.visits.views.blueprint import attempt, bp, me
from app.visits.views.drafting import act


@bp.post("/inspect/visits/<number>/merge")
@needs(Permission.VISIT_REGISTER)
def merge(number: str) -> ResponseReturnValue:
    """The draft becomes part of a visit of the own department."""
    host = request.form.get("host", "")
    act(number, "merge", lambda one, at: service.merge(one, queries.host(one, host), by=me(), at=at))
    flash(_("已并入本单位的这次检查。"))
    return redirect(url_for(".show", number=host), 303)


@bp.post("/inspect/visits/<number>/offer")
@needs(Permission.VISIT_REGISTER)
def offer(number: str) -> ResponseReturnValue:
    """Offer the draft to another department that is due at the same enterprise."""
    host = request.form.get("host", "")
    act(number, "offer", lambda one, at: service.offer(one, queries.host(one, host), by=me(), at=at))
    flash(_("已请对方合并为联合检查，等待答复。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/offers/<int:offer_id>/join")
@needs(Permission.VISIT_JOIN)
def join(offer_id: int) -> ResponseReturnValue:
    """Agree: one joint visit."""
    _answered(offer_id, "join", lambda found, at: service.join(found, by=me(), at=at))
    flash(_("已合并为一次联合检查。"))
    return redirect(url_for(".show", number=queries.offer(offer_id, to=me()).host.number), 303)


@bp.route("/inspect/offers/<int:offer_id>/apart", methods=["GET", "POST"])
@needs(Permission.VISIT_JOIN)
def keep_apart(offer_id: int) -> ResponseReturnValue:
    """Do not agree, and say why."""
    found, form = queries.offer(offer_id, to=me()), ApartForm()
    if not form.validate_on_submit():
        page = render_template("visits/apart.html", form=form, offer=found)
        return page, 422 if form.errors else 200
    words = form.words.data
    _answered(offer_id, "keep_apart", lambda one, at: service.keep_apart(one, words=words, by=me(), at=at))
    flash(_("已答复对方，各自检查。"))
    return redirect(url_for(".show", number=queries.offer(offer_id, to=me()).host.number), 303)


def _answered(offer_id: int, name: str, verb: Callable[[JointOffer, datetime], object]) -> None:
    number = queries.offer(offer_id, to=me()).host.number

    def done(at: datetime) -> None:
        queries.lock(number)
        verb(queries.offer(offer_id, to=me()), at)

    attempt(number, name, done)


@bp.get("/inspect/supervision")
@needs(Permission.VISIT_REGISTER)
def supervision() -> ResponseReturnValue:
    """The high-risk enterprises that the own department has to visit this year, those without a visit first."""
    unit, today, at = me().department_id, clock.today(), page_number()
    if unit is None:
        raise Missing("department_missing")
    rows = queries.supervised(unit, today.year)
    page = Page(rows=rows[(at - 1) * PER_PAGE : at * PER_PAGE], total=len(rows), number=at)
    done = sum(one.visit is not None for one in rows)
    return render_template("visits/supervision.html", page=page, year=today.year, done=done)
