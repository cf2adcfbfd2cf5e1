"""The draft of a draw from a published plan (W6, step 1): which tasks it draws for."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.draws import queries as draws
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.plans import queries, service
from app.plans.forms import DrawForm
from app.plans.models import AnnualPlan
from app.plans.rules import State
from app.plans.views.blueprint import bp, me


def _plan() -> AnnualPlan | None:
    """The published plan that the address names, or the newest one."""
    published = [plan for plan in queries.years() if plan.state is State.PUBLISHED]
    told = request.args.get("year", "")
    return next((plan for plan in published if told in {"", str(plan.year)}), None)


@bp.route("/draws/new", methods=["GET", "POST"])
@needs(Permission.DRAW_DRAFT)
def draw() -> ResponseReturnValue:
    """Choose the tasks; the lists are made as of today."""
    plan = _plan()
    if plan is None:
        return render_template("plans/draw.html", plan=None, form=None)
    tasks, year = queries.tasks(plan), plan.year
    form = DrawForm(data={"tasks": [task.number for task in tasks]})
    form.offer(tasks)
    page = {"plan": plan, "form": form, "tasks": tasks}
    if not form.validate_on_submit():
        return render_template("plans/draw.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            made = service.draw_up(queries.by_year(year), form.tasks.data, by=me(), at=clock.now())
            number = made.number
    except Refused as refused:
        form.refuse(refused)
        return render_template("plans/draw.html", **page), refused.status
    flash(_("草稿已建立。"))
    return redirect(url_for("draws.show", number=number), 303)


@bp.route("/draws/<number>/revise", methods=["GET", "POST"])
@needs(Permission.DRAW_DRAFT)
def redraw(number: str) -> ResponseReturnValue:
    """Make the lists of a draft anew, for the tasks that it has or for others."""
    draw = draws.by_number(number)
    plan = queries.by_year(draw.plan_year)
    tasks = queries.tasks(plan)
    form = DrawForm(data={"tasks": sorted(draws.tasks_of(draw))})
    form.offer(tasks)
    page = {"plan": plan, "form": form, "tasks": tasks, "draw": draw}
    if not form.validate_on_submit():
        return render_template("plans/draw.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            service.redraw(draws.by_number(number), form.tasks.data, by=me(), at=clock.now())
    except Refused as refused:
        form.refuse(refused)
        return render_template("plans/draw.html", **page), refused.status
    flash(_("名单已重新生成。"))
    return redirect(url_for("draws.show", number=number), 303)
