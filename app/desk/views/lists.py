"""The lists behind the office's numbers: clocks of every line, what lies on a pile, the cases of a month's figure."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.complaints.queries import FIGURES
from app.desk import queries
from app.desk.rules import When
from app.desk.views.blueprint import bp, columns, listed, units
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.workdays.rules import month_named

_PLACES: dict[str, tuple[str, str]] = {
    "penalties": ("penalties.show", "number"),
    "contested": ("publication.preview", "number"),
    "rules": ("policy.proposal", "number"),
    "calendars": ("workdays.proposal", "number"),
    "leniency": ("penalties.proposal", "number"),
    "findings": ("audit.show", "number"),
    "visits": ("visits.show", "number"),
    "emergencies": ("visits.judge_emergency", "number"),
    "reports": ("visits.judge_sighting", "sighting_id"),
}
_OWN = {"asked": "quiet_days.show", "approved": "quiet_days.show"}


@bp.get("/desk/clocks")
@needs(Permission.DESK_READ)
def clocks() -> ResponseReturnValue:
    """What runs out within seven days or has run out, the latest first; narrowed by days, line and unit."""
    today = clock.today()
    found = queries.running(columns(today)[When.WEEK].until)
    return render_template("desk/clocks.html", back=url_for(".index"), links=True, **listed(found, today, acts=True))


@bp.get("/desk/piles/<name>")
@needs(Permission.DESK_READ)
def pile(name: str) -> ResponseReturnValue:
    """What lies on a pile, the oldest first."""
    if name not in queries.PILES:
        abort(404)
    number, names = page_number(), units()
    found, total = queries.pile(name, clock.today(), page=number, per_page=PER_PAGE)
    endpoint, argument = _PLACES[name]
    shown = [(one, names.get(one.unit or -1, ""), _url(endpoint, {argument: one.number})) for one in found]
    return render_template("desk/pile.html", name=name, rows=shown, page=Page(found, total, number))


def _url(endpoint: str, address: dict[str, Any]) -> str:
    return url_for(endpoint, **address)


@bp.get("/desk/figures/<name>")
@needs(Permission.DESK_READ)
def figure(name: str) -> ResponseReturnValue:
    """The cases behind a month's figure that counts no complaints; those have a list of their own."""
    if name not in queries.NAMES or name in FIGURES:
        abort(404)
    return render_template(
        "desk/figure.html", back=url_for(".index"), place=_OWN.get(name, "visits.show"), **cases(name)
    )


def cases(name: str, own: set[int] | None = None) -> dict[str, Any]:
    """What the page of a figure shows: the month that the address tells, and its cases."""
    today, number, names = clock.today(), page_number(), units()
    month = month_named(request.args.get("month", ""), today)
    found = queries.figure(name, month, today, own)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = [(one, names.get(one.department_id or -1, "")) for one in shown]
    return {"name": name, "month": month, "rows": rows, "page": Page(shown, len(found), number)}
