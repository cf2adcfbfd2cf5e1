"""A visit is drafted and changed, registered where nobody must approve it, called off."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.visits import queries, service
from app.visits.forms import ActForm, VisitForm, shown
from app.visits.models import Visit
from app.visits.views.blueprint import attempt, bp, mark, me


def _page(form: VisitForm, refused: Refused | None = None, visit: Visit | None = None) -> ResponseReturnValue:
    if refused is not None:
        form.refuse(refused)
    status = refused.status if refused else 422 if form.errors else 200
    return render_template("visits/edit.html", form=form, visit=visit), status


@bp.route("/inspect/visits/new", methods=["GET", "POST"])
@needs(Permission.VISIT_REGISTER)
def new() -> ResponseReturnValue:
    """Draft a visit: eight fields, then a page that says what stands against it."""
    told = {name: request.args.get(name, "")[:100] for name in ("enterprise", "basis", "basis_ref")}
    form = VisitForm(data={"days": clock.today(), **told})
    form.offer(me())
    if not form.validate_on_submit():
        return _page(form)
    made: list[str] = []

    def verb(at: datetime) -> None:
        made.append(service.draft(form.wanted(), origin=mark(), by=me(), at=at).number)

    try:
        attempt("visit/new", "draft", verb)
    except Refused as refused:
        return _page(form, refused)
    return redirect(url_for(".show", number=made[0]), 303)


@bp.route("/inspect/visits/<number>/edit", methods=["GET", "POST"])
@needs(Permission.VISIT_REGISTER)
def edit(number: str) -> ResponseReturnValue:
    """Change a draft."""
    visit = queries.get(number, to=me())
    form = VisitForm(data=shown(visit))
    form.offer(me())
    if not form.validate_on_submit():
        return _page(form, visit=visit)
    try:
        act(number, "revise", lambda one, at: service.revise(one, form.wanted(), seen=form.seen, by=me(), at=at))
    except Refused as refused:
        if refused.field is None:
            raise
        return _page(form, refused, queries.get(number, to=me()))
    flash(_("修改已保存。"))
    return redirect(url_for(".show", number=number), 303)


def act(number: str, name: str, verb: Callable[[Visit, datetime], object]) -> None:
    """Do one act on a visit that one may see; acts on one visit wait for each other."""
    number = queries.get(number, to=me()).number

    def done(at: datetime) -> None:
        queries.lock(number)
        verb(queries.get(number, to=me()), at)

    attempt(number, name, done)


@bp.post("/inspect/visits/<number>/register")
@needs(Permission.VISIT_REGISTER)
def register(number: str) -> ResponseReturnValue:
    """Nobody has to approve these days: the visit gets its pass."""
    seen = ActForm().seen
    act(number, "register", lambda visit, at: service.register(visit, seen=seen, by=me(), at=at))
    flash(_("已登记，核验码已生成。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/visits/<number>/cancel")
@needs(Permission.VISIT_REGISTER)
def cancel(number: str) -> ResponseReturnValue:
    """The visit does not take place."""
    act(number, "cancel", lambda visit, at: service.cancel(visit, by=me(), at=at))
    flash(_("已取消这次检查，核验码不再有效。"))
    return redirect(url_for(".show", number=number), 303)
