"""The leader's pages, made for a phone without JavaScript: what waits, one request on one screen, yes, back, or no."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.accounts.models import User
from app.kernel import clock
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.lookbacks import queries as lookbacks
from app.lookbacks.rules import Kind, window_start
from app.quiet_days import queries, rules, service
from app.quiet_days.forms import ApproveForm, ReasonForm
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State
from app.quiet_days.views.blueprint import Act, act, bp, find, me, only
from app.visits import queries as visits

LATELY = 2


@bp.get("/approvals")
@needs(Permission.QUIET_DAY_DECIDE)
def waiting() -> ResponseReturnValue:
    """What waits for one's decision, the nearest day first."""
    return render_template("quiet_days/waiting.html", requests=queries.waiting(me(), clock.today()))


@bp.get("/approvals/<number>")
@needs(Permission.QUIET_DAY_DECIDE)
def decide(number: str) -> ResponseReturnValue:
    """Who, whom, when, why, on what; what stands against it; the way to yes, back and no."""
    return render_template("quiet_days/decide.html", **shown(find(number), me()))


def shown(found: QuietDayRequest, to: User) -> dict[str, Any]:
    """What the page of a request tells its leader."""
    today, visit = clock.today(), found.visit
    open_ones = [one.number for one in queries.waiting(to, today)]
    return {
        "request_": found,
        "visit": visit,
        "points": visits.points(visit),
        "place": (open_ones.index(found.number) + 1, len(open_ones)) if found.number in open_ones else None,
        "verbs": rules.open_verbs(found.state) if queries.may_decide(found, to, today) else frozenset(),
        "past": _past(found),
        "returned": queries.last_return(found),
        "papers": visits.papers(visit),
        "linked": False,
    }


def _past(found: QuietDayRequest) -> dict[str, int]:
    """How often the enterprise was visited and punished in two years, as far as records tell."""
    today, firm = clock.today(), found.visit.enterprise_id
    told, start = lookbacks.of([firm]), window_start(today, LATELY)
    return {kind.value: sum(one.on >= start for one in told.get((firm, kind), [])) for kind in Kind}


@bp.get("/approvals/<number>/papers/<int:position>")
@needs(Permission.QUIET_DAY_DECIDE)
def paper(number: str, position: int) -> ResponseReturnValue:
    """A paper of the visit that is asked for."""
    try:
        found = visits.paper(find(number).visit, position)
    except Missing:
        raise Missing("quiet_request_missing") from None
    return attachment(found.content, found.mime, found.name)


@bp.route("/approvals/<number>/approve", methods=["GET", "POST"])
@needs(Permission.QUIET_DAY_DECIDE, fresh=True)
def approve(number: str) -> ResponseReturnValue:
    """One sentence that says what is approved, conditions to tick, one button."""
    form = ApproveForm(version=_version(number))

    def verb(found: QuietDayRequest, at: Any) -> None:
        only(form)
        service.approve(found, **form.decided(), by=me(), at=at)

    return _decided(number, "approve", form, verb)


@bp.route("/approvals/<number>/return", methods=["GET", "POST"])
@needs(Permission.QUIET_DAY_DECIDE, fresh=True)
def return_request(number: str) -> ResponseReturnValue:
    """Back to be supplemented, for a reason."""
    form = ReasonForm(version=_version(number))

    def verb(found: QuietDayRequest, at: Any) -> None:
        only(form)
        service.return_request(found, **form.decided(), by=me(), at=at)

    return _decided(number, "return_request", form, verb)


@bp.route("/approvals/<number>/reject", methods=["GET", "POST"])
@needs(Permission.QUIET_DAY_DECIDE, fresh=True)
def reject(number: str) -> ResponseReturnValue:
    """No, for a reason."""
    form = ReasonForm(version=_version(number))

    def verb(found: QuietDayRequest, at: Any) -> None:
        only(form)
        service.reject(found, **form.decided(), by=me(), at=at)

    return _decided(number, "reject", form, verb)


def _version(number: str) -> int | None:
    """The version that a form is made from; one that is sent brings its own, or none."""
    return queries.by_number(number).version if request.method == "GET" else None


def _decided(number: str, name: str, form: FlaskForm, verb: Act) -> ResponseReturnValue:
    """The page that asks once more, or the answer to it having been sent."""
    if not form.is_submitted():
        found = find(number)
        if found.state is not State.SUBMITTED:
            raise Conflict("quiet_wrong_state")
        return _page(number, name, form)
    if not form.validate():
        return _page(number, name, form), 422
    try:
        act(number, name, verb)
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        return _page(number, name, form), refused.status
    return redirect(url_for(".decide", number=number), 303)


def _page(number: str, name: str, form: FlaskForm) -> str:
    return render_template("quiet_days/confirm.html", verb=name, form=form, **shown(find(number), me()))
