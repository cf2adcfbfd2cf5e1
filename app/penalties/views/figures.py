"""The public figures: no party, no case, no number of one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.penalties import queries, schemas
from app.penalties.forms import YearForm
from app.penalties.views.blueprint import bp


@bp.get("/public/penalties")
@needs(Permission.PUBLIC)
def public() -> ResponseReturnValue:
    """How many penalties were filed, decided and published in a year, by department."""
    form = YearForm()
    city, units = queries.figures(form.chosen, clock.today())
    return render_template(
        "penalties/public.html",
        form=form,
        year=form.chosen,
        whole=city,
        units=units,
        kinds=list(queries.Finding),
        terms=queries.terms(clock.today()),
    )


@bp.get("/public/penalties.csv")
@needs(Permission.PUBLIC)
def public_csv() -> ResponseReturnValue:
    """The same as CSV."""
    form = YearForm()
    _city, units = queries.figures(form.chosen, clock.today())
    rows = [schemas.figure_cells(unit.name, own) for unit, own in units]
    return downloads.csv(f"penalties-{form.chosen}", schemas.FigureRow(), rows)
