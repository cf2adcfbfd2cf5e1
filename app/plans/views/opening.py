"""The plans as everybody may see them: what was published, with what was counted on that day (P-02)."""

from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.plans import queries, schemas
from app.plans.models import AnnualPlan
from app.plans.rules import State
from app.plans.views.blueprint import bp, units
from app.policy import queries as policy


@bp.get("/public/plans")
@needs(Permission.PUBLIC)
def public_index() -> ResponseReturnValue:
    """The published plans, and until when this year's is due."""
    published = [plan for plan in queries.years() if plan.state is State.PUBLISHED]
    return render_template("plans/public_index.html", plans=published, due=_due(clock.today().year))


def _due(year: int) -> str:
    """The day by which a year's plan is published; empty where no rulebook says it."""
    row = policy.in_force("plan.publish_by", clock.today())
    return f"{year}-{row.value}" if row else ""


@bp.get("/public/plans/<int:year>")
@needs(Permission.PUBLIC)
def public(year: int) -> ResponseReturnValue:
    """A published plan: who looks at what, how many are drawn of whom, in which months. Before, when it is due."""
    plan = queries.find(year)
    if plan is None or plan.state is not State.PUBLISHED:
        if plan is None and year != clock.today().year:
            raise Missing("plan_not_published")
        return render_template("plans/public_due.html", year=year, due=_due(year))
    entry = next(one for one in queries.versions(plan) if one.verb == "plan:publish")
    entries = queries.supervisions(plan)
    page = {"plan": plan, "tasks": queries.tasks(plan), "units": units(), "entry": entry, "entries": entries}
    return render_template("plans/public.html", **page, quotas=counted(plan))


def counted(plan: AnnualPlan) -> dict[str, tuple[int, int]]:
    """Of each task how many are drawn and of how many, as counted when the plan was published."""
    return {
        number: (sum(quota for quota, _frame in strata.values()), sum(frame for _quota, frame in strata.values()))
        for number, strata in plan.figures.get("quotas", {}).items()
    }


def _rows(year: int) -> Iterator[list[Any]]:
    plan = queries.public(year)
    quotas = counted(plan)
    for task in queries.tasks(plan):
        quota, frame = quotas[task.number]
        yield [*schemas.cells(plan, task), frame, quota]


@bp.get("/public/plans/<int:year>.csv")
@needs(Permission.PUBLIC)
def public_csv(year: int) -> ResponseReturnValue:
    """The published tasks as CSV."""
    return downloads.csv(f"plan-{year}", schemas.CountedRow({}, {}), list(_rows(year)))


@bp.get("/public/plans/<int:year>.xlsx")
@needs(Permission.PUBLIC)
def public_xlsx(year: int) -> ResponseReturnValue:
    """The published tasks as a workbook."""
    return downloads.xlsx(f"plan-{year}", _("抽查计划"), schemas.CountedRow({}, {}), list(_rows(year)))
