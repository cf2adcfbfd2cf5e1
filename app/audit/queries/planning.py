"""Plans: late, without an item, with too few joint tasks, above the caps, without a high-risk enterprise; draws."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_

from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import day_of_year, value
from app.audit.rules import Fact, figures, link
from app.departments.models import Department
from app.draws.models import Draw
from app.draws.rules import State as DrawState
from app.items.models import Item
from app.kernel import clock
from app.kernel.db import db
from app.plans import queries as plans
from app.plans.models import AnnualPlan, Party, PlanTask, TaskItem
from app.plans.rules import State, shares
from app.publication.queries.rating import JOIN
from app.visits.models import Companion, Visit
from app.visits.rules import Basis
from app.visits.rules import State as VisitState

MOST_NAMED = 20


def published(asked: Asked) -> list[AnnualPlan]:
    """The plans that were published until the day, by year."""
    made = select(AnnualPlan).where(AnnualPlan.state == State.PUBLISHED, AnnualPlan.published_on <= asked.on)
    return list(db.session.scalars(made.order_by(AnnualPlan.year)))


def fact(code: str, plan: AnnualPlan, on: date | None = None, subject: str = "", **more: Any) -> Fact:
    """Something wrong with a plan: its subject is the plan, or a part of it."""
    where = (link("plans.show", year=plan.year),)
    day = on or plan.published_on or date(plan.year, 1, 1)
    return Fact(code, f"{plan.ref}{subject}", day, evidence=where, figures=figures(**more))


@finds("plan_late")
def plan_late(asked: Asked) -> Iterator[Fact]:
    """A plan was published after `plan.publish_by` of its year, or is not published and should be."""
    found = {plan.year: plan for plan in db.session.scalars(select(AnnualPlan).where(AnnualPlan.year <= asked.on.year))}
    for year in sorted({*found, asked.on.year}):
        by, plan = day_of_year("plan.publish_by", year), found.get(year)
        told = plan.published_on if plan and plan.published_on and plan.published_on <= asked.on else None
        if by is not None and (told or asked.on) > by:
            where = link("plans.show", year=year) if plan else link("plans.index")
            told_of = figures(due_on=by, published_on=told)
            yield Fact("plan_late", f"plan:{year}", told or by, evidence=(where,), figures=told_of)


@finds("items_uncovered")
def items_uncovered(asked: Asked) -> Iterator[Fact]:
    """An item that is in force and complete stands in no task of the year's plan."""
    for plan in published(asked):
        on = min(asked.on, date(plan.year, 12, 31))
        planned = exists().where(
            TaskItem.item_id == Item.id, TaskItem.task_id == PlanTask.id, PlanTask.plan_id == plan.id
        )
        codes = db.session.execute(select(Item.code, planned).where(_plannable(on)).order_by(Item.code)).all()
        missing = [code for code, there in codes if not there]
        if missing:
            told: dict[str, Any] = {
                "part": len(codes) - len(missing),
                "whole": len(codes),
                "missing": "、".join(missing[:MOST_NAMED]),
            }
            yield fact("items_uncovered", plan, on, **told)


def _plannable(on: date) -> ColumnElement[bool]:
    """Whether an item had to be planned on a day: in force, known then, with all that a plan needs of it."""
    whole = [getattr(Item, name) != "" for name in ("basis", "subject", "object", "method")]
    last = or_(Item.until_on.is_(None), Item.until_on >= on)
    return and_(Item.from_on <= on, last, Item.entered_at < clock.midnight(on, days=1), *whole)


@finds("joint_share")
def joint_share(asked: Asked) -> Iterator[Fact]:
    """Fewer tasks of a published plan are run by several departments than `plan.joint_share` wants."""
    for plan in published(asked):
        each = select(func.count(Party.department_id).label("units")).join(PlanTask, PlanTask.id == Party.task_id)
        counted = each.where(PlanTask.plan_id == plan.id).group_by(PlanTask.id)
        units = list(db.session.scalars(counted))
        part, bound = sum(one > 1 for one in units), value("plan.joint_share", plan.published_on or asked.on)
        if units and bound is not None and not shares.reaches(part, len(units), bound):
            yield fact("joint_share", plan, part=part, whole=len(units), bound=bound)


def _drawn(asked: Asked, year: int) -> tuple[ColumnElement[bool], ...]:
    """What the visits for a task bear that were made until the day for a year and not called off: to whom was drawn."""
    within = Visit.starts_on.between(date(year, 1, 1), date(year, 12, 31))
    return Visit.basis == Basis.TASK, Visit.state != VisitState.CANCELLED, within, Visit.drafted_at < asked.end


def _drawn_for(asked: Asked, plan: AnnualPlan) -> dict[int, int]:
    """By department how many distinct enterprises were drawn for it: it leads, or the task is its too."""
    leads = select(Visit.department_id.label("unit"), Visit.enterprise_id).where(*_drawn(asked, plan.year))
    along = select(Companion.department_id, Visit.enterprise_id).join(Visit, Visit.id == Companion.visit_id)
    along = along.where(*_drawn(asked, plan.year))
    named = db.session.execute(along.with_only_columns(Companion.department_id, Visit.basis_ref).distinct()).all()
    units = {task.number: {party.department_id for party in task.parties} for task in plans.tasks(plan)}
    own = [(unit, ref) for unit, ref in named if any(unit in units.get(task, ()) for task in ref.split(JOIN))]
    drawn = leads.union_all(along.where(tuple_(Companion.department_id, Visit.basis_ref).in_(own))).subquery()
    counted = select(drawn.c.unit, func.count(drawn.c.enterprise_id.distinct())).group_by(drawn.c.unit)
    return dict(db.session.execute(counted).all())


def _cap(plan: AnnualPlan) -> Any:
    """The share that caps a plan: of the day on which it was published, of an older plan that of its year's end."""
    told = value("cap.share", plan.published_on or date(plan.year, 12, 31))
    return value("cap.share", date(plan.year, 12, 31)) if told is None else told


@finds("cap_city")
def cap_city(asked: Asked) -> Iterator[Fact]:
    """More distinct enterprises were drawn in a year than `cap.share` of those that were active, rounded down.

    The denominator is what was counted when the plan was published; the figures say on which day.
    """
    for plan in published(asked):
        drawn = select(func.count(Visit.enterprise_id.distinct())).where(*_drawn(asked, plan.year))
        part, whole = db.session.scalar(drawn) or 0, int(plan.figures.get("active", 0))
        share = _cap(plan)
        most = part if share is None else shares.most(whole, share)
        if part > most:
            told = {"part": part, "whole": whole, "most": most, "bound": share}
            yield fact("cap_city", plan, counted_on=plan.figures.get("counted_on"), **told)


@finds("cap_department")
def cap_department(asked: Asked) -> Iterator[Fact]:
    """More distinct enterprises were drawn for a department than `cap.share` of its frame, rounded down.

    The frame is counted anew from the directory: those that the department's tasks can apply to.
    """
    for plan in published(asked):
        counts = _drawn_for(asked, plan)
        frames = _frames(plan) if counts else {}
        share = _cap(plan)
        for unit in db.session.scalars(select(Department).where(Department.id.in_(counts)).order_by(Department.code)):
            part, whole = counts[unit.id], frames.get(unit.code, 0)
            most = part if share is None else shares.most(whole, share)
            if part > most:
                told = {"part": part, "whole": whole, "most": most, "bound": share, "counted_on": asked.on}
                found = fact("cap_department", plan, subject=f"/{unit.code}", **told)
                yield found._replace(department_id=unit.id)


def _frames(plan: AnnualPlan) -> Mapping[str, int]:
    """By department how many active enterprises lie in the frame of one of its tasks at least."""
    tasks = [task.plain for task in plans.tasks(plan)]
    found: dict[str, int] = {}
    for names, size in plans.sizes(tasks).items():
        units = {code for task in tasks if task.number in names for code in task.departments}
        for code in units:
            found[code] = found.get(code, 0) + size
    return found


@finds("draw_voided")
def draw_voided(asked: Asked) -> Iterator[Fact]:
    """A draw was made void when its value could be known already, so that another one took its place."""
    late = (Draw.state == DrawState.VOID, Draw.voided_at >= Draw.value_due, Draw.voided_at < asked.end)
    for draw in db.session.scalars(select(Draw).where(*late).order_by(Draw.id)):
        yield Fact(
            "draw_voided",
            draw.number,
            clock.day(draw.voided_at or draw.drafted_at),
            evidence=(link("draws.show", number=draw.number),),
            figures=figures(value_due=draw.value_due, voided_at=draw.voided_at),
        )
