"""What could be otherwise: tasks that could be one, other rates, two versions beside each other; and publishing."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.kernel import clock, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.plans import queries, rules, service
from app.plans.forms import VersionsForm, WhatIfForm
from app.plans.views.blueprint import bp, me, measured

MOST_CROSSING = 50
MOST_MERGED = 200


@bp.get("/plans/<int:year>/merge")
@needs(Permission.PLAN_READ)
def merge(year: int) -> ResponseReturnValue:
    """Tasks with the same enterprises that could be one visit, and those whose frames cross."""
    plan = queries.by_year(year)
    page = measured(plan)
    found = page["found"]
    crossing = rules.crossing(found.tasks, found.groups, found.drawn)
    counted = {"crossing": crossing[:MOST_CROSSING], "crossings": len(crossing)}
    return render_template("plans/merge.html", **page, **counted, names={one.number: one.name for one in found.tasks})


@bp.post("/plans/<int:year>/merge")
@needs(Permission.PLAN_MERGE)
def accept_merge(year: int) -> ResponseReturnValue:
    """Merge the chosen sets of tasks, all in one act."""
    chosen = [told.split(" ") for told in request.form.getlist("merge")][:MOST_MERGED]
    if not chosen:
        raise Refused("plan_merge_nothing")
    with transaction():
        service.merge(queries.by_year(year), *chosen, by=me(), at=clock.now())
    flash(_("已合并 %(n)s 组任务。", n=len(chosen)))
    return redirect(url_for(".show", year=year), 303)


@bp.get("/plans/<int:year>/what-if")
@needs(Permission.PLAN_READ)
def what_if(year: int) -> ResponseReturnValue:
    """Other rates for a task: what they would change. Nothing is written; the address holds everything."""
    plan = queries.by_year(year)
    page = measured(plan)
    form = WhatIfForm(page["found"].tasks)
    trial = None
    if form.task.data and not form.errors:
        changed = rules.changed(page["found"].tasks, form.task.data, form.rates())
        trial = queries.outlook(plan, clock.today(), changed)
    return render_template("plans/what_if.html", **page, form=form, trial=trial)


def fact(name: str, value: Any) -> str:
    """A fact of a task as people read it: lists on one line, rates in percent."""
    lines = str(value).split("\n")
    if name == "rates":
        pairs = (line.split(":") for line in lines)
        return "、".join(f"{wording.label('plan.stratum', one)} {rules.percent(int(rate))}%" for one, rate in pairs)
    return wording.label("plan.targeting", value) if name == "targeting" else "、".join(lines)


@bp.get("/plans/<int:year>/versions")
@needs(Permission.PLAN_READ)
def versions(year: int) -> ResponseReturnValue:
    """Every version of a plan with who made it; two of them compared."""
    plan = queries.by_year(year)
    found = queries.versions(plan)
    form = VersionsForm(found)
    wanted = form.wanted()
    page: dict[str, Any] = {"plan": plan, "form": form, "versions": found[::-1], "pair": None, "fact": fact}
    if wanted is not None:
        before, after = (queries.tasks_at(plan, number) for number in wanted)
        page["pair"] = [queries.outlook(plan, clock.today(), tasks) for tasks in (before, after)]
        page["differences"] = rules.differences(before, after)
    return render_template("plans/versions.html", **page, actors=accounts.actors(one.actor for one in found))


@bp.get("/plans/<int:year>/publish")
@needs(Permission.PLAN_PUBLISH)
def publish(year: int) -> ResponseReturnValue:
    """The last look before a plan is published."""
    plan = queries.by_year(year)
    return render_template("plans/publish.html", **measured(plan))


@bp.post("/plans/<int:year>/publish")
@needs(Permission.PLAN_PUBLISH)
def confirm_publish(year: int) -> ResponseReturnValue:
    """Publish the plan."""
    with transaction():
        service.publish(queries.by_year(year), by=me(), at=clock.now())
    flash(_("计划已公布。"))
    return redirect(url_for(".show", year=year), 303)
