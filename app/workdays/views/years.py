"""The public pages: a year's calendar, and the count of a period, day by day."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs
from app.workdays import forms, queries, rules
from app.workdays.rules.calendar import FIRST_YEAR, LAST_YEAR
from app.workdays.views.blueprint import bp


@bp.get("/")
@needs(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """To this year's calendar."""
    return redirect(url_for(".year", year=clock.today().year))


@bp.get("/<int:year>")
@needs(Permission.PUBLIC)
def year(year: int) -> ResponseReturnValue:
    """Twelve months with the names of days off and of make-up days; a banner where the year is only assumed."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing
    calendar = queries.calendar()
    return render_template(
        "workdays/year.html",
        year=year,
        months=rules.months(year, calendar),
        holidays=rules.holidays(year, calendar),
        announced=year in calendar.announced,
        version=queries.version_of(year),
        neighbours=[other for other in (year - 1, year + 1) if FIRST_YEAR <= other <= LAST_YEAR],
        missing=queries.unannounced(clock.today()),
        form=forms.CountForm(formdata=None),
    )


@bp.get("/count")
@needs(Permission.PUBLIC)
def count() -> ResponseReturnValue:
    """The last day of a period, with each day counted and each day skipped."""
    form = forms.CountForm(request.args)
    if not request.args:
        return render_template("workdays/count.html", form=form, due=None)
    if not form.validate():
        return render_template("workdays/count.html", form=form, due=None), 422
    try:
        due = rules.due(form.start.data, form.length.data, queries.calendar())
    except Refused as refused:
        form.refuse(refused)
        return render_template("workdays/count.html", form=form, due=None), 422
    return render_template("workdays/count.html", form=form, due=due)
