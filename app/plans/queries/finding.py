"""Plans and tasks by their names, and who may change them."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Forbidden, Missing
from app.kernel.permissions import Role
from app.plans import rules
from app.plans.models import AnnualPlan, KeySupervision, Party, PlanTask


def years() -> Sequence[AnnualPlan]:
    """Every plan, the latest year first."""
    return db.session.scalars(select(AnnualPlan).order_by(AnnualPlan.year.desc())).all()


def find(year: int, *, lock: bool = False) -> AnnualPlan | None:
    """The plan of a year, None where there is none; `lock` keeps it for this act alone."""
    asked = select(AnnualPlan).where(AnnualPlan.year == year)
    return db.session.scalar(asked.with_for_update().execution_options(populate_existing=True) if lock else asked)


def by_year(year: int) -> AnnualPlan:
    """The plan of a year. Raises `Missing`."""
    found = find(year)
    if found is None:
        raise Missing("plan_missing")
    return found


def public(year: int) -> AnnualPlan:
    """The plan of a year as everybody may see it: published. Raises `Missing`."""
    found = find(year)
    if found is None or found.state is not rules.State.PUBLISHED:
        raise Missing("plan_not_published")
    return found


def tasks(plan: AnnualPlan) -> Sequence[PlanTask]:
    """The tasks of a plan, by number."""
    return db.session.scalars(select(PlanTask).where(PlanTask.plan_id == plan.id).order_by(PlanTask.number)).all()


def of_department(plan: AnnualPlan, department_id: int) -> Sequence[PlanTask]:
    """The tasks of a plan in which a department takes part, by number."""
    own = select(Party.task_id).where(Party.department_id == department_id)
    asked = select(PlanTask).where(PlanTask.plan_id == plan.id, PlanTask.id.in_(own))
    return db.session.scalars(asked.order_by(PlanTask.number)).all()


def task(plan: AnnualPlan, number: str) -> PlanTask:
    """A task of a plan by its number. Raises `Missing`."""
    asked = select(PlanTask).where(PlanTask.plan_id == plan.id, PlanTask.number == number)
    found = db.session.scalar(asked)
    if found is None:
        raise Missing("plan_task_missing")
    return found


def may_edit(found: PlanTask, user: User) -> bool:
    """The office may change every task, a clerk those that the own department leads."""
    lead = found.parties[0].department_id if found.parties else None
    return user.role is Role.OVERSIGHT or (user.role is Role.CLERK and user.department_id == lead)


def editable(plan: AnnualPlan, number: str, *, to: User) -> PlanTask:
    """The task, if this user may change it. Raises `Missing` and `Forbidden`."""
    found = task(plan, number)
    if not may_edit(found, to):
        raise Forbidden("plan_task_of_another_department")
    return found


def supervisions(plan: AnnualPlan) -> Sequence[KeySupervision]:
    """The entries of key supervision beside a plan, in the order of their entering."""
    asked = select(KeySupervision).where(KeySupervision.plan_id == plan.id)
    return db.session.scalars(asked.order_by(KeySupervision.id)).all()


def supervision(plan: AnnualPlan, entry_id: int, *, to: User) -> KeySupervision:
    """An entry of key supervision, if this user may take it out. Raises `Missing` and `Forbidden`."""
    found = db.session.get(KeySupervision, entry_id)
    if found is None or found.plan_id != plan.id:
        raise Missing("plan_supervision_missing")
    if to.role is not Role.OVERSIGHT and to.department_id != found.department_id:
        raise Forbidden("plan_task_of_another_department")
    return found
