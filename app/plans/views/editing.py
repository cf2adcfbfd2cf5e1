"""A task added, changed, taken out, its months set: by the office, or by a clerk of the department that leads it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Permission, needs
from app.plans import queries, service
from app.plans.forms import NewTaskForm, TaskForm, shown
from app.plans.models import AnnualPlan
from app.plans.rules import State
from app.plans.views.blueprint import bp, me, own


def drafted(year: int) -> AnnualPlan:
    """The plan while it can be changed: a published one has no forms."""
    plan = queries.by_year(year)
    if plan.state is not State.DRAFT:
        raise Conflict("plan_published", year=year)
    return plan


def _page(plan: AnnualPlan, form: Any, refused: Refused | None = None, **more: Any) -> ResponseReturnValue:
    if refused is not None:
        form.refuse(refused)
    status = refused.status if refused else 422 if form.errors else 200
    return render_template("plans/edit.html", plan=plan, form=form, **more), status


@bp.route("/plans/<int:year>/tasks/new", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def new(year: int) -> ResponseReturnValue:
    """A new task; a clerk's is led by the own department."""
    plan, leads = drafted(year), own()
    least = queries.bounds(year, clock.today()).inspectors
    form = NewTaskForm(data={"inspectors": least, "lead": leads[0].code if len(leads) == 1 else ""})
    form.offer(leads)
    if not form.validate_on_submit():
        return _page(plan, form)
    try:
        with transaction():
            task = service.add_task(plan, form.number.data or "", **form.decided(), by=me(), at=clock.now())
            number = task.number
    except Refused as refused:
        return _page(plan, form, refused)
    flash(_("任务已加入计划。"))
    return redirect(url_for(".task", year=year, number=number), 303)


@bp.route("/plans/<int:year>/tasks/<number>/edit", methods=["GET", "POST"])
@needs(Permission.PLAN_EDIT)
def edit(year: int, number: str) -> ResponseReturnValue:
    """Change a task of a draft."""
    plan = queries.by_year(year)
    task = queries.editable(plan, number, to=me())
    drafted(year)
    form = TaskForm(data=shown(task))
    form.offer(own())
    if not form.validate_on_submit():
        return _page(plan, form, task=task)
    try:
        with transaction():
            task = queries.editable(plan, number, to=me())
            changed = service.revise_task(task, **form.decided(), seen=form.seen, by=me(), at=clock.now())
    except Refused as refused:
        if refused.field is None:
            raise
        return _page(queries.by_year(year), form, refused, task=queries.task(plan, number))
    flash(_("修改已保存。") if changed else _("没有改动。"))
    return redirect(url_for(".task", year=year, number=number), 303)


@bp.post("/plans/<int:year>/tasks/<number>/remove")
@needs(Permission.PLAN_EDIT)
def remove(year: int, number: str) -> ResponseReturnValue:
    """Take a task out of a draft."""
    told = request.form.get("version", "")
    seen = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1
    with transaction():
        task = queries.editable(queries.by_year(year), number, to=me())
        service.remove_task(task, seen=seen, by=me(), at=clock.now())
    flash(_("任务已从计划里删除。"))
    return redirect(url_for(".show", year=year), 303)
