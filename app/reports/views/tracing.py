"""The cases behind a number: as many as the number says, each with the page where it can be read."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.departments import queries as departments
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads, parts
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.reports import queries, rules, schemas
from app.reports.rules import Figure, Period, Row
from app.reports.rules.telling import period, worth, yuan
from app.reports.views.blueprint import bp

PAGES = {
    "TS": "complaints.show",
    "QK": "complaints.show",
    "NJ": "quiet_days.show",
    "JC": "visits.show",
    "CQ": "draws.show",
    "YC": "penalties.show",
    "DB": "supervision.show",
    "SJ": "audit.show",
}


def _asked(code: str, key: str) -> tuple[Figure, Period, list[Row], str]:
    """The figure, its period, its cases of the unit that is asked for, and that unit's name."""
    one = rules.table().get(code)
    if one is None:
        raise Missing("report_figure_unknown")
    own = rules.parse(key)
    found = queries.rows(one, queries.span_of(own, clock.now()))
    wanted = request.args.get("unit", "")
    if not wanted:
        return one, own, found, ""
    unit = departments.by_code(wanted)
    return one, own, [row for row in found if row.unit == unit.id], unit.short_name


def _names() -> dict[int, str]:
    return {one.id: one.short_name for one in departments.every()}


def page_of(ref: str) -> str:
    """The page of a case, empty where whoever looks may not open it."""
    endpoint = PAGES.get(ref[:2], "")
    return url_for(endpoint, number=ref) if endpoint and parts.may_open(endpoint) else ""


@bp.get("/reports/figures/<code>/<key>")
@needs(Permission.REPORT_TRACE)
def trace(code: str, key: str) -> ResponseReturnValue:
    """The cases that a figure counts now, page by page, those that are not in the numerator first."""
    one, own, found, unit = _asked(code, key)
    value, at = rules.value(one, found), page_number()
    listed = sorted((row for row in found if row.ref), key=lambda row: (row.part, row.on, row.ref))
    page = Page(rows=listed[(at - 1) * PER_PAGE : at * PER_PAGE], total=len(listed), number=at)
    told: dict[str, Any] = {"figure": one, "own": own, "name": period(own), "unit": unit, "value": value, "page": page}
    return render_template(
        "reports/trace.html", **told, worth=worth(one, value), units=_names(), page_of=page_of, yuan=yuan
    )


@bp.get("/reports/figures/<code>/<key>.csv")
@needs(Permission.REPORT_TRACE)
def trace_csv(code: str, key: str) -> ResponseReturnValue:
    """The same as CSV."""
    one, own, found, _unit = _asked(code, key)
    units = _names()
    cells = (schemas.case(row, one.measure, units) for row in found if row.ref)
    return downloads.csv(f"{one.code}-{own.key}", schemas.CaseRow(), cells)
