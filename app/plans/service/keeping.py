"""Tasks of a draft: added, changed, taken out, their visits set by the month. Every version stays in the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.items import rules as items
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.plans import queries, rules
from app.plans.models import AnnualPlan, Party, PlanTask, TaskItem
from app.plans.queries.outlooks import day_of
from app.plans.rules import STRATA, Frame
from app.plans.service.drafting import held

PLAIN = ("name", "targeting", "inspectors", "from_month", "until_month")
RATES = tuple(f"rate_{stratum.lower()}" for stratum in STRATA)
CHANGEABLE = ("departments", "items", *PLAIN, *Frame._fields, *RATES)
Values = Mapping[str, Any]


def add_task(plan: AnnualPlan, number: str = "", *, by: Actor, at: datetime, **values: Any) -> PlanTask:
    """Add a task; `values` are those of `CHANGEABLE`, `departments` with the lead first. Without a number it gets one.

    Refuses a number that the plan has, an item that cannot be planned, better credit drawn more often, wrong months.
    """
    plan = held(plan)
    number = number or _next_number(plan, values["departments"][0].code if values["departments"] else "")
    if any(task.number == number for task in queries.tasks(plan)):
        raise Refused("plan_number_taken", field="number", number=number)
    check(plan, values, at)
    task = PlanTask(plan_id=plan.id, number=number, schedule={}, revised_at=at)
    apply(task, values)
    db.session.add(task)
    record("plan:add_task", plan.ref, by=by, at=at, **rules.written(task.plain))
    return task


def revise_task(task: PlanTask, *, seen: int | None = None, by: Actor, at: datetime, **values: Any) -> bool:
    """Change some of `CHANGEABLE`; answers whether anything became different. Months set by hand are then spread anew.

    `seen` is the version that whoever decides has looked at: `Conflict` where somebody changed it since.
    """
    plan = held(task.plan)
    if seen is not None and seen != task.version:
        raise Conflict("changed_meanwhile")
    changed = {name: value for name, value in values.items() if differs(task, name, value)}
    if not changed:
        return False
    check(plan, {name: getattr(task, name) for name in CHANGEABLE} | changed, at)
    apply(task, changed)
    task.schedule, task.revised_at = {}, at
    record("plan:revise_task", plan.ref, by=by, at=at, **rules.written(task.plain))
    return True


def remove_task(task: PlanTask, *, seen: int | None = None, by: Actor, at: datetime) -> None:
    """Take a task out of the draft."""
    plan, number = held(task.plan), task.number
    if seen is not None and seen != task.version:
        raise Conflict("changed_meanwhile")
    db.session.delete(task)
    record("plan:remove_task", plan.ref, by=by, at=at, gone=number)


def schedule(task: PlanTask, visits: Mapping[int, int], *, seen: int | None = None, by: Actor, at: datetime) -> None:
    """Set the visits of each month by hand; none at all spreads them evenly again. They add up to the task's quota."""
    plan = held(task.plan)
    if seen is not None and seen != task.version:
        raise Conflict("changed_meanwhile")
    quota = queries.outlook(plan, clock.day(at)).drawn.quota(task.number)
    rules.check_schedule(task.plain._replace(schedule=visits), quota)
    task.schedule, task.revised_at = {str(month): visits[month] for month in sorted(visits)}, at
    record("plan:schedule", plan.ref, by=by, at=at, **rules.written(task.plain))


def differs(task: PlanTask, name: str, value: Any) -> bool:
    """Whether a value is another than the task's; the order of departments matters, that of other lists does not."""
    own = getattr(task, name)
    if name == "items":
        return {item.id for item in own} != {item.id for item in value}
    return sorted(own) != sorted(value) if name in Frame._fields else bool(own != value)


def _next_number(plan: AnnualPlan, lead: str) -> str:
    taken = {task.number for task in queries.tasks(plan)}
    numbers = (f"{lead}-{number:02d}" for number in range(1, len(taken) + 2))
    return next(number for number in numbers if number not in taken)


def check(plan: AnnualPlan, values: Values, at: datetime) -> None:
    """Refuses what no task of this plan can be."""
    on = day_of(plan.year, clock.day(at))
    bounds = queries.bounds(plan.year, on)
    for name in ("departments", "items"):
        if not values[name]:
            raise Refused("plan_task_without", field=name)
    rules.check_rates({stratum: values[f"rate_{stratum.lower()}"] for stratum in STRATA}, bounds.grades)
    rules.check_months(values["from_month"], values["until_month"], bounds.done_by.month)
    if values["inspectors"] < bounds.inspectors:
        raise Refused("plan_inspectors_few", field="inspectors", least=bounds.inspectors)
    for item in values["items"]:
        texts = {name: getattr(item, name) for name in items.NEEDED}
        items.check_plannable(item.code, texts, from_on=item.from_on, until_on=item.until_on, on=on)


def apply(task: PlanTask, values: Values) -> None:
    """Give a task these values. The caller records it."""
    for name in (*PLAIN, *Frame._fields, *RATES):
        if name in values:
            setattr(task, name, list(values[name]) if name in Frame._fields else values[name])
    if "departments" in values:
        kept = {party.department.id: party for party in task.parties}
        task.parties = [kept.get(one.id) or Party(department=one) for one in values["departments"]]
        for position, party in enumerate(task.parties):
            party.position = position
    if "items" in values:
        known = {one.item.id: one for one in task.looked_at}
        task.looked_at = [known.get(item.id) or TaskItem(item=item) for item in values["items"]]
