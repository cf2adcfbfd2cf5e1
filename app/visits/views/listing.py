"""The visits of one's department, and one visit with what may be done next."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.kernel import clock
from app.kernel.documents import qr_svg
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.ledger import queries as ledger
from app.visits import queries, rules
from app.visits.forms import ActForm, DoorForm, FilterForm, PaperForm, UrgentForm
from app.visits.models import Visit
from app.visits.queries import Filters
from app.visits.views.blueprint import bp, me
from app.visits.views.passes import pass_url

WHOLE = frozenset(rules.MOVES)
ALONG = frozenset({"check_in", "check_out"})


@bp.get("/inspect/visits")
@needs(Permission.VISIT_READ)
def index() -> ResponseReturnValue:
    """The visits that one may see, the latest first; today's quiet day on top."""
    form = FilterForm(request.args)
    form.validate()
    said = {name: form[name].data for name in Filters._fields if form[name].data and not form[name].errors}
    if "state" in said:
        said["state"] = rules.State(said["state"])
    wanted, number = Filters(**said), page_number()
    rows = queries.search(wanted, to=me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows=rows, total=queries.count(wanted, to=me()), number=number)
    return render_template("visits/index.html", page=page, form=form)


@bp.get("/inspect/visits/<number>")
@needs(Permission.VISIT_READ)
def show(number: str) -> ResponseReturnValue:
    """One visit: what stands against it while it is a draft, its pass once it has one, its days at the door."""
    return render_template("visits/show.html", **shown(queries.get(number, to=me())))


def _said(visit: Visit) -> dict[str, Any]:
    """What the enterprise confirmed and thought of a visit: for the office alone."""
    return {"sightings": queries.sightings(visit), "rating": queries.rating(visit)}


def shown(visit: Visit) -> dict[str, Any]:
    """What the page of a visit tells."""
    acting = me().role in {Role.CLERK, Role.INSPECTOR}
    own = me().department_id == visit.department_id
    points = queries.points(visit) if visit.state in {rules.State.DRAFT, rules.State.WAITING} else ()
    today = clock.today()
    return {
        "visit": visit,
        "points": points,
        "stopped": any(point.stops and point.answer == "yes" for point in points),
        "needed": queries.needed(visit),
        "verbs": (rules.open_verbs(visit.state) & (WHOLE if own else ALONG)) if acting else frozenset(),
        "inside": any(entry.left_at is None for entry in visit.entries),
        "entered_today": queries.entry(visit, today) is not None,
        "emergencies": queries.emergencies_allowed(today),
        "history": list(reversed(ledger.of(visit.number))),
        "actors": accounts.actors(entry.actor for entry in ledger.of(visit.number)),
        "qr": qr_svg(pass_url(visit)) if visit.code else None,
        "pass_url": pass_url(visit) if visit.code else "",
        "hosts": queries.hosts(visit) if acting and own and visit.state is rules.State.DRAFT else [],
        "offers": queries.offers(visit) if own or me().role is Role.OVERSIGHT else [],
        "said": _said(visit) if me().role is Role.OVERSIGHT else None,
        "act": ActForm(data={"version": visit.version}),
        "door": DoorForm(),
        "paper": PaperForm(),
        "papers": queries.papers(visit),
        "urgent": UrgentForm(),
    }
