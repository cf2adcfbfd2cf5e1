"""What anybody sees without signing in: results, one result or its tombstone, the three rates of a year."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.plans import queries as plans
from app.publication import queries
from app.publication.forms import SearchForm
from app.publication.queries.public import MOST_COUNTED
from app.publication.views.blueprint import bp
from app.results import queries as results


@bp.get("/public/results")
@needs(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """Published results, the last first; at most `MOST_COUNTED` are listed, the downloads have all."""
    form = SearchForm(request.args).offer()
    wanted = form.filters()
    total = queries.count(wanted)
    number = min(page_number(), Page(rows=(), total=min(total, MOST_COUNTED)).last)
    rows = queries.search(wanted, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows=rows, total=min(total, MOST_COUNTED), number=number)
    kept = {name: value for name, value in request.args.items() if name in form._fields and value}
    return render_template("publication/index.html", page=page, form=form, more=total > MOST_COUNTED, kept=kept)


@bp.get("/public/results/<number>")
@needs(Permission.PUBLIC)
def show(number: str) -> ResponseReturnValue:
    """One result at its lasting address; taken down, what stood there, when and why it went."""
    found = queries.entry(number)
    if found.withdrawn_at is not None:
        return render_template("publication/tombstone.html", found=found), 410
    (row,) = results.standings(results.clocks([found.number]), clock.today()).values()
    rows = list(zip(found.items, found.kinds, strict=True))
    versions = queries.corrections(found) if found.corrected_at else ()
    return render_template("publication/show.html", found=found, rows=rows, clock_row=row, versions=versions)


@bp.get("/public/rates/<int:year>")
@needs(Permission.PUBLIC)
def rates(year: int) -> ResponseReturnValue:
    """Items, tasks and publication as of 15 November or today: numerators, denominators, and what breaks them."""
    plan = plans.public(year)
    on = queries.day_of(year, clock.today())
    return render_template("publication/rates.html", year=year, on=on, rates=queries.rates(plan, on))
