"""Key supervision beside the plan."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.plans import queries, service
from app.plans.forms import SupervisionForm
from app.plans.models import AnnualPlan
from app.plans.rules import State
from app.plans.views.blueprint import bp, me, measured, own


def _page(plan: AnnualPlan, form: SupervisionForm) -> dict[str, Any]:
    entries = queries.supervisions(plan)
    mine = {entry.id for entry in entries if me().department_id in {None, entry.department_id}}
    more = {"form": form, "entries": entries, "draft": State.DRAFT, "may_remove": lambda entry: entry.id in mine}
    return {**measured(plan), **more}


@bp.get("/plans/<int:year>/supervision")
@needs(Permission.PLAN_READ)
def supervision(year: int) -> ResponseReturnValue:
    """The entries, how many high-risk enterprises they cover, and a form for another one."""
    plan, leads = queries.by_year(year), own()
    form = SupervisionForm(data={"department": leads[0].code if len(leads) == 1 else ""})
    form.offer(leads)
    return render_template("plans/supervision.html", **_page(plan, form))


@bp.post("/plans/<int:year>/supervision/new")
@needs(Permission.PLAN_EDIT)
def supervise(year: int) -> ResponseReturnValue:
    """Put the high-risk enterprises of a frame under key supervision."""
    plan = queries.by_year(year)
    form = SupervisionForm()
    form.offer(own())
    if not form.validate_on_submit():
        return render_template("plans/supervision.html", **_page(plan, form)), 422
    with transaction():
        unit = departments.by_code(form.department.data)
        service.supervise(plan, unit, basis=str(form.basis.data), **form.framed(), by=me(), at=clock.now())
    flash(_("已列入重点监管。"))
    return redirect(url_for(".supervision", year=year), 303)


@bp.post("/plans/<int:year>/supervision/<int:entry_id>/remove")
@needs(Permission.PLAN_EDIT)
def unsupervise(year: int, entry_id: int) -> ResponseReturnValue:
    """Take an entry out of a draft."""
    with transaction():
        plan = queries.by_year(year)
        service.unsupervise(queries.supervision(plan, entry_id, to=me()), plan, by=me(), at=clock.now())
    flash(_("已移出重点监管。"))
    return redirect(url_for(".supervision", year=year), 303)
