"""The pages of warnings: what was warned of, how far each counter stands, one warning with its cases."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.kernel.web.parts import may_open
from app.warnings import queries
from app.warnings.models import WarnedCase
from app.warnings.queries import Due
from app.warnings.rules import Kind

bp = Blueprint("warnings", __name__, url_prefix="/warnings")
PAGES = {"JC": "visits.show", "TS": "complaints.show", "QK": "arrears.show", "DB": "supervision.show"}
SHOWN = 50


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


@bp.get("")
@needs(Permission.WARNING_READ)
def index() -> ResponseReturnValue:
    """The warnings, the latest first, and what counts towards the next ones."""
    number, whole = page_number(), me().role in queries.WHOLE_CITY
    rows, total = queries.warnings(me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    today = clock.today()
    standing = queries.standings(today, to=me())
    return render_template(
        "warnings/index.html",
        page=Page(rows, total, number),
        groups=[(kind, [row for row in standing if row.counter.kind is kind]) for kind in _kinds(whole=whole)],
        names=_names(standing),
        own=_own,
        terms=queries.terms(today),
        rules=queries.RULES,
        counted=queries.counted_last(),
        whole=whole,
        most=SHOWN,
    )


def _kinds(*, whole: bool) -> list[Kind]:
    """The kinds that whoever looks may know of."""
    return [kind for kind in Kind if whole or kind is not Kind.UNANNOUNCED]


def _own(row: Due) -> list[str]:
    """The cases of a counter that whoever looks may know."""
    unit, whole = me().department_id, me().role in queries.WHOLE_CITY
    return [one.ref for one, units in row.events.items() if whole or unit in units]


def _names(rows: list[Due]) -> dict[Any, str]:
    """What the counters are called: names of departments and of enterprises."""
    keys = {row.counter.key for row in rows if row.counter.kind is Kind.SAME_ENTERPRISE}
    firms, units = queries.firms(keys), {one.id: one.short_name for one in departments.every()}
    own = {Kind.SAME_ENTERPRISE: {key: firm.name for key, firm in firms.items()}}
    return {row.counter: own.get(row.counter.kind, units)[row.counter.key] for row in rows}


@bp.get("/<number>")
@needs(Permission.WARNING_READ)
def show(number: str) -> ResponseReturnValue:
    """One warning: which numbers of which rules, the cases that made it, who was told."""
    found = queries.get(number, to=me())
    if number != found.number:
        return redirect(url_for(".show", number=found.number), 301)
    cases, whole = queries.shown(found, to=me()), me().role in queries.WHOLE_CITY
    return render_template(
        "warnings/show.html",
        found=found,
        cases=[(one, page_of(one)) for one in cases],
        others=len(found.cases) - len(cases),
        rules=queries.RULES[found.kind],
        told=queries.told(found) if whole else [],
        units={str(one.id): one.short_name for one in departments.every()},
        whole=whole,
    )


@bp.app_template_global("page_of_case")
def page_of_ref(ref: str) -> str:
    """The page of a case by its number, empty where whoever looks may open none."""
    if ref.startswith("sighting:"):
        return url_for("visits.findings") if may_open("visits.findings") else ""
    endpoint = PAGES.get(ref[:2], "")
    return url_for(endpoint, number=ref) if may_open(endpoint) else ""


def page_of(case: WarnedCase) -> str:
    """The page of a case."""
    return page_of_ref(case.ref)
