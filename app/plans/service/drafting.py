"""A year's plan begun, and published: then it stands, with what was counted on that day."""

from datetime import datetime
from typing import Any

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.plans import queries
from app.plans.models import AnnualPlan
from app.plans.rules import STRATA, Gauge, Name, State
from app.policy import queries as policy

BROKEN = {
    Name.COVERAGE: "plan_items_missing",
    Name.JOINT: "plan_joint_short",
    Name.CITY: "plan_city_over_cap",
    Name.DEPARTMENTS: "plan_departments_over_cap",
    Name.TASKS: "plan_tasks_over_share",
    Name.RATES: "plan_rates_broken",
    Name.ITEMS: "plan_items_unplannable",
    Name.INSPECTORS: "plan_inspectors_short",
    Name.DONE_BY: "plan_tasks_late",
    Name.SUPERVISION: "plan_supervision_short",
}


def draft(year: int, *, by: Actor, at: datetime) -> AnnualPlan:
    """Begin the plan of a year. Refuses a second one."""
    if queries.find(year) is not None:
        raise Refused("plan_year_taken", field="year", year=year)
    plan = AnnualPlan(year=year, state=State.DRAFT, drafted_at=at, figures={})
    db.session.add(plan)
    record("plan:draft", plan.ref, by=by, at=at, year=year)
    return plan


def held(plan: AnnualPlan) -> AnnualPlan:
    """The plan kept for this act alone, so that nothing is added while it is published. Refuses a published one."""
    found = queries.find(plan.year, lock=True)
    if found is None or found.state is not State.DRAFT:
        raise Conflict("plan_published", year=plan.year)
    return found


def publish(plan: AnnualPlan, *, by: Actor, at: datetime) -> None:
    """Publish the plan: from now on nothing in it changes. Refused while a rule is broken; a late day is a finding."""
    plan, on = held(plan), clock.day(at)
    found = queries.outlook(plan, on)
    if not found.tasks:
        raise Refused("plan_empty")
    for gauge in found.broken:
        raise refusal(gauge, on)
    plan.state, plan.published_on, plan.figures = State.PUBLISHED, on, figures(found)
    facts: dict[str, Any] = {gauge.name.value: f"{gauge.shown}/{gauge.whole}" for gauge in found.gauges}
    newest = policy.newest()
    record("plan:publish", plan.ref, by=by, at=at, rulebook_version=newest, active=found.register.active, **facts)


def refusal(gauge: Gauge, on: Any) -> Refused:
    """Why a plan with this gauge cannot be published, with the rows and the clause."""
    facts: dict[str, Any] = {
        "rows": "、".join(row.ref for row in gauge.rows),
        "part": gauge.shown,
        "whole": gauge.whole,
        "most": gauge.most,
        "bound": gauge.bound,
        "clause": policy.term(gauge.rule, on).clause,
    }
    return Refused(BROKEN[gauge.name], **facts)


def figures(found: queries.Outlook) -> dict[str, Any]:
    """What was counted, kept beside a published plan: anybody can recompute it from the lists of that day."""
    return {
        "counted_on": found.on.isoformat(),
        "active": found.register.active,
        "at_most": found.city.bound,
        "checks": found.drawn.checks,
        "gauges": {gauge.name.value: [gauge.shown, gauge.whole] for gauge in found.gauges},
        "quotas": {
            task.number: {
                stratum: [found.drawn.quotas[task.number, stratum], found.drawn.frames[task.number, stratum]]
                for stratum in STRATA
            }
            for task in found.tasks
        },
    }
