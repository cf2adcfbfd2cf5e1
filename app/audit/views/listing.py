"""The findings: the office's and the discipline's whole, a department's own."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.audit import queries, rules
from app.audit.forms import FilterForm
from app.audit.queries.finding import WHOLE_CITY
from app.audit.views.blueprint import bp, me
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number


@bp.get("/audit")
@needs(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    """The findings that whoever looks may see, open ones first, the gravest on top."""
    office = me().role in WHOLE_CITY
    form = FilterForm(request.args).offer(office=office)
    wanted, number = form.filters(), page_number()
    rows = queries.search(wanted, to=me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows=rows, total=queries.count(wanted, to=me()), number=number)
    shown = {"page": page, "form": form, "office": office, "counts": queries.counts(to=me())}
    return render_template("audit/index.html", **shown, states=rules.State)


@bp.get("/audit/checks")
@needs(Permission.AUDIT_RUNS)
def checks() -> ResponseReturnValue:
    """The catalogue: what is looked for, by which clause, and who answers for it."""
    return render_template("audit/checks.html", checks=rules.CATALOGUE.values(), clauses=queries.clauses())
