"""Several tasks with the same enterprises made one joint task (Y-08)."""

from collections.abc import Sequence
from datetime import datetime

from app.departments import queries as departments
from app.items import queries as items
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.plans import queries, rules
from app.plans.models import AnnualPlan, PlanTask
from app.plans.rules import Frame, Proposal, Task
from app.plans.service.drafting import held
from app.plans.service.keeping import PLAIN, RATES, apply


def merge(plan: AnnualPlan, *sets: Sequence[str], by: Actor, at: datetime) -> list[PlanTask]:
    """Put one joint task in the place of each of these sets: the first of a set keeps its number, the others go.

    What a joint task is, is the proposal's. Refused where a set is no proposal of the plan any more; the plan is
    counted once for all of them.
    """
    plan = held(plan)
    known = {tuple(task.number for task in one.tasks): one for one in queries.outlook(plan, clock.day(at)).proposals}
    wanted = [known.get(tuple(numbers)) for numbers in sets]
    if None in wanted or len({number for numbers in sets for number in numbers}) < sum(map(len, sets)):
        raise Conflict("plan_merge_stale")
    return [_merge(plan, one, by=by, at=at) for one in wanted if one]


def _merge(plan: AnnualPlan, wanted: Proposal, *, by: Actor, at: datetime) -> PlanTask:
    numbers = [task.number for task in wanted.tasks]
    kept, *others = (queries.task(plan, number) for number in numbers)
    _become(kept, wanted.joint)
    kept.schedule, kept.revised_at = {}, at
    for task in others:
        db.session.delete(task)
    db.session.flush()
    facts = {**rules.written(kept.plain), "gone": "\n".join(numbers[1:]), "saved": wanted.saved}
    record("plan:merge", plan.ref, by=by, at=at, **facts)
    return kept


def _become(kept: PlanTask, joint: Task) -> None:
    units, known = departments.by_codes(joint.departments), items.by_codes(joint.items)
    rates = dict(zip(RATES, (joint.rates[stratum] for stratum in rules.STRATA), strict=True))
    values = {name: getattr(joint, name) for name in PLAIN} | rates
    values |= {name: getattr(joint.frame, name) for name in Frame._fields}
    values["departments"] = [units[code] for code in joint.departments]
    values["items"] = [known[code] for code in joint.items]
    apply(kept, values)
