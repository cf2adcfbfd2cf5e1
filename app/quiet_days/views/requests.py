"""Requests: sent by the department, listed, looked at, taken back."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.quiet_days import queries, rules, service
from app.quiet_days.forms import ActForm
from app.quiet_days.rules import State
from app.quiet_days.views.blueprint import act, attempt, bp, find, link_key, me
from app.visits import queries as visits


@bp.get("/quiet-day")
@needs(Permission.QUIET_DAY_READ)
def index() -> ResponseReturnValue:
    """The requests that one may see, the latest first, by state."""
    today, number = clock.today(), page_number()
    named = request.args.get("state", "")
    wanted = (State(named),) if named in set(State) else ()
    rows = queries.search(*wanted, to=me(), on=today, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows=rows, total=queries.count(*wanted, to=me(), on=today), number=number)
    return render_template("quiet_days/index.html", page=page, chosen=wanted[0] if wanted else None, states=list(State))


@bp.get("/quiet-day/<number>")
@needs(Permission.QUIET_DAY_READ)
def show(number: str) -> ResponseReturnValue:
    """One request with its decision."""
    found = find(number)
    history = queries.history(found)
    return render_template(
        "quiet_days/show.html",
        request_=found,
        verbs=rules.open_verbs(found.state) if me().department_id == found.visit.department_id else frozenset(),
        leader=queries.in_charge_of(found.visit.department_id, clock.today()),
        returned=queries.last_return(found),
        history=history,
        actors=accounts.actors(entry.actor for entry in history),
    )


@bp.get("/quiet-day/of/<number>")
@needs(Permission.QUIET_DAY_READ)
def of_visit(number: str) -> ResponseReturnValue:
    """The request for a visit's quiet days."""
    found = queries.by_visit(visits.get(number, to=me()))
    if found is None:
        raise Missing("quiet_request_missing")
    return redirect(url_for(".show", number=found.number), 303)


@bp.post("/quiet-day/of/<number>/submit")
@needs(Permission.QUIET_DAY_SUBMIT)
def submit(number: str) -> ResponseReturnValue:
    """Ask the leader in charge for the quiet days of a visit."""
    seen, made = ActForm().seen, [visits.get(number, to=me()).number]
    plain = made[0]

    def sent(at: datetime) -> None:
        visits.lock(plain)
        made.append(service.submit(visits.get(plain, to=me()), seen=seen, key=link_key(), by=me(), at=at).number)

    attempt(plain, "submit", sent)
    flash(_("申请已送分管市领导。没有回答不等于同意，批准前不能进门。"))
    return redirect(url_for(".show", number=made[-1]) if len(made) > 1 else url_for(".of_visit", number=plain), 303)


@bp.post("/quiet-day/<number>/withdraw")
@needs(Permission.QUIET_DAY_SUBMIT)
def withdraw(number: str) -> ResponseReturnValue:
    """The department takes its request back, or the approval that it was given."""
    found = find(number)
    act(found.number, "withdraw", lambda one, at: service.withdraw(one, by=me(), at=at))
    flash(_("已撤回，核验码不再有效。"))
    return redirect(url_for(".show", number=number), 303)
