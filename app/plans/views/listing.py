"""The plans of the years, one plan with its gauges, one task, a department's own tasks, and all of it as files."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.plans import queries, schemas, service
from app.plans.forms import YearForm
from app.plans.models import AnnualPlan
from app.plans.rules import capacity
from app.plans.views.blueprint import bp, me, measured


@bp.get("/plans")
@needs(Permission.PLAN_READ)
def index() -> ResponseReturnValue:
    """Every year's plan, and the beginning of a new one."""
    form = YearForm(data={"year": clock.today().year})
    return render_template("plans/index.html", plans=queries.years(), form=form)


@bp.post("/plans")
@needs(Permission.PLAN_DRAFT)
def draft() -> ResponseReturnValue:
    """Begin the plan of a year."""
    form = YearForm()
    if not form.validate_on_submit():
        return render_template("plans/index.html", plans=queries.years(), form=form), 422
    try:
        with transaction():
            year = service.draft(form.year.data, by=me(), at=clock.now()).year
    except Refused as refused:
        form.refuse(refused)
        return render_template("plans/index.html", plans=queries.years(), form=form), refused.status
    flash(_("计划已建立。"))
    return redirect(url_for(".show", year=year), 303)


@bp.get("/plans/<int:year>")
@needs(Permission.PLAN_READ)
def show(year: int) -> ResponseReturnValue:
    """The plan with its gauges, tasks, findings and the days that there are for its visits."""
    plan = queries.by_year(year)
    return render_template("plans/show.html", **measured(plan), tasks=queries.tasks(plan))


@bp.get("/plans/<int:year>/tasks/<number>")
@needs(Permission.PLAN_READ)
def task(year: int, number: str) -> ResponseReturnValue:
    """One task: who can be drawn, how many of each credit grade, in which months."""
    plan = queries.by_year(year)
    shown, page = queries.task(plan, number), measured(plan)
    found = page["found"]
    months = capacity.schedule(shown.plain, found.drawn.quota(number), found.days)
    return render_template("plans/task.html", **page, task=shown, months=months, may_edit=queries.may_edit(shown, me()))


@bp.get("/dept/plan/<int:year>")
@needs(Permission.PLAN_READ)
def department(year: int) -> ResponseReturnValue:
    """The tasks in which one's own department takes part. Answers 404 to whoever has none."""
    unit = me().department_id
    if unit is None:
        raise Missing("department_missing")
    plan = queries.by_year(year)
    tasks = queries.of_department(plan, unit)
    return render_template("plans/department.html", **measured(plan), tasks=tasks, unit=departments.get(unit))


@bp.get("/plans/<int:year>/versions/<int:number>")
@needs(Permission.PLAN_READ)
def version(year: int, number: int) -> ResponseReturnValue:
    """The tasks as they stood in a version."""
    plan = queries.by_year(year)
    page = measured(plan, queries.tasks_at(plan, number))
    told = next(one for one in queries.versions(plan) if one.number == number)
    return render_template("plans/version.html", **page, told=told, actors=accounts.actors([told.actor]))


def rows(plan: AnnualPlan) -> Iterator[list[Any]]:
    """The plan's tasks as rows of the sheet."""
    return (schemas.cells(plan, one) for one in queries.tasks(plan))


@bp.get("/plans/<int:year>.csv")
@needs(Permission.PLAN_READ)
def export_csv(year: int) -> ResponseReturnValue:
    """The tasks as CSV, in the columns of the import."""
    return downloads.csv(f"plan-{year}", schemas.TaskRow({}, {}), list(rows(queries.by_year(year))))


@bp.get("/plans/<int:year>.xlsx")
@needs(Permission.PLAN_READ)
def export_xlsx(year: int) -> ResponseReturnValue:
    """The tasks as a workbook, in the columns of the import."""
    found = list(rows(queries.by_year(year)))
    return downloads.xlsx(f"plan-{year}", _("抽查计划"), schemas.TaskRow({}, {}), found)
