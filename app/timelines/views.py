"""One timeline for each enterprise, its own and the office's; entries on quiet days, everybody's."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.models import User
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import AT_A_DOOR, PER_PAGE, Page, page_number
from app.penalties.forms import YearForm
from app.timelines import queries, rules, schemas
from app.timelines.rules import Happening

bp = Blueprint("timelines", __name__)


@bp.get("/my/timeline")
@needs(Permission.VISIT_CONFIRM)
def mine() -> ResponseReturnValue:
    """What happened at the own enterprise: visits, approvals, penalties, of every department and level."""
    me: User = current_user._get_current_object()
    if me.enterprise_id is None:
        raise Missing("enterprise_missing")
    firm = enterprises.get(me.enterprise_id)
    rows = queries.timeline(firm, whole=False)
    return render_template("timelines/show.html", firm=firm, own=True, page=_page(rows, AT_A_DOOR))


@bp.get("/registers/entities/<code>/timeline")
@needs(Permission.TIMELINE_READ)
def show(code: str) -> ResponseReturnValue:
    """The same for the office, with what is still to be decided."""
    firm = enterprises.by_code(code)
    rows = queries.timeline(firm, whole=True)
    return render_template("timelines/show.html", firm=firm, own=False, page=_page(rows, PER_PAGE))


def _page(rows: list[Happening], most: int) -> Page[Happening]:
    at = page_number()
    return Page(rows[(at - 1) * most : at * most], len(rows), at, most)


@bp.get("/public/quiet-days")
@needs(Permission.PUBLIC)
def exceptions() -> ResponseReturnValue:
    """Entries on quiet days by department and basis, approved and not."""
    form = YearForm()
    rows = queries.exceptions(form.chosen)
    shown = {"rows": rows, "whole": rules.whole(rows), "year": form.chosen, "today": clock.today()}
    return render_template("timelines/exceptions.html", form=form, **shown)


@bp.get("/public/quiet-days.csv")
@needs(Permission.PUBLIC)
def exceptions_csv() -> ResponseReturnValue:
    """The same as CSV."""
    form = YearForm()
    rows = [schemas.cells(row) for row in queries.exceptions(form.chosen)]
    return downloads.csv(f"quiet-days-{form.chosen}", schemas.ExceptionRow(), rows)
