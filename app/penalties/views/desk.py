"""The lists: a department's filings, the office's queue, both as files."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.penalties import queries, schemas
from app.penalties.forms import SearchForm
from app.penalties.models import Filing
from app.penalties.queries import Filters
from app.penalties.rules import State
from app.penalties.views.blueprint import bp, me, whole_city

WAITING = (State.SUBMITTED, State.QUESTIONED, State.SUPPLEMENT)
MOST = 200


def listed(filings: list[Filing]) -> list[Any]:
    """Filings as a table shows them: row and findings."""
    rows = queries.rows(filings)
    made = {row.filing.id: row.decision for row in rows if row.decision}
    told = queries.findings(filings, made, clock.today())
    return [(row, told[row.filing.id]) for row in rows]


@bp.get("/penalties")
@needs(Permission.PENALTY_READ)
def index() -> ResponseReturnValue:
    """The filings, filtered by what the address says; a department's own, with its drafts."""
    form, number = SearchForm(whole_city=whole_city()), page_number()
    wanted = form.wanted()
    found = list(queries.search(wanted, to=me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE))
    return render_template(
        "penalties/index.html",
        form=form,
        rows=listed(found),
        page=Page(found, queries.count(wanted, to=me()), number),
        total=queries.count(Filters(), to=me()),
        terms=queries.terms(clock.today()),
        whole_city=whole_city(),
        kept={name: value for name, value in request.args.items() if name != "page"},
    )


@bp.get("/desk/penalties")
@needs(Permission.PENALTY_REGISTER)
def desk() -> ResponseReturnValue:
    """The office's queue: what waits for it, what waits for the departments, what ran out."""
    groups = [(state, queries.search(Filters(state=state), to=me(), limit=MOST)) for state in WAITING]
    late = queries.late(me(), clock.today())
    shown = [(state, listed(list(found))) for state, found in groups]
    return render_template("penalties/desk.html", groups=shown, late=listed(late))


def _rows() -> Iterator[list[Any]]:
    found = queries.export(SearchForm(whole_city=whole_city()).wanted(), to=me())
    return (schemas.cells(row, told) for row, told in listed(list(found)))


@bp.get("/penalties.csv")
@needs(Permission.PENALTY_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, as filtered."""
    return downloads.csv("penalties", schemas.FilingRow(), list(_rows()))


@bp.get("/penalties.xlsx")
@needs(Permission.PENALTY_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook, as filtered."""
    return downloads.xlsx("penalties", _("处罚报备"), schemas.FilingRow(), _rows())
