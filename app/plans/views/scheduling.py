"""The visits of each month of a task: spread evenly over the free days, or set by hand."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Permission, needs
from app.plans import queries, service
from app.plans.forms import ScheduleForm
from app.plans.models import AnnualPlan, PlanTask
from app.plans.rules import capacity
from app.plans.views.blueprint import bp, me
from app.plans.views.editing import drafted


def _page(plan: AnnualPlan, task: PlanTask) -> dict[str, Any]:
    """The form with the visits as they are planned, beside what spreading them evenly would give."""
    found, plain = queries.outlook(plan, clock.today()), task.plain
    quota = found.drawn.quota(task.number)
    planned = capacity.schedule(plain, quota, found.days)
    form = ScheduleForm(data={"version": task.version, **{f"month_{month}": planned[month] for month in planned}})
    form.keep(plain.months)
    evenly = capacity.schedule(plain._replace(schedule={}), quota, found.days)
    return {"plan": plan, "task": task, "quota": quota, "evenly": evenly, "form": form}


@bp.route("/plans/<int:year>/tasks/<number>/schedule", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def schedule(year: int, number: str) -> ResponseReturnValue:
    """Set the visits of each month; all left empty, they are spread evenly."""
    task = queries.editable(queries.by_year(year), number, to=me())
    page = _page(drafted(year), task)
    form: ScheduleForm = page["form"]
    if not form.validate_on_submit():
        return render_template("plans/schedule.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            task = queries.editable(queries.by_year(year), number, to=me())
            service.schedule(task, form.visits(), seen=form.seen, by=me(), at=clock.now())
    except Conflict:
        raise
    except Refused as refused:
        form.refuse(refused)
        return render_template("plans/schedule.html", **page), refused.status
    flash(_("各月家次已保存。"))
    return redirect(url_for(".task", year=year, number=number), 303)
