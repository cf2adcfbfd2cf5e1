"""High-risk enterprises under key supervision that a department has to visit this year (`key_supervision.coverage`)."""

from typing import Any, NamedTuple

from sqlalchemy import Row, or_, select

from app.enterprises.models import Enterprise
from app.enterprises.rules import Risk
from app.enterprises.rules import State as Business
from app.kernel.db import db
from app.plans import queries as plans
from app.plans.models import KeySupervision
from app.plans.rules import State as PlanState
from app.visits.models import Companion, Visit
from app.visits.rules import Basis, State


class Due(NamedTuple):
    """An enterprise, the entry of key supervision that takes it, and the visit of the year where there is one."""

    enterprise: Enterprise
    entry: KeySupervision
    visit: Visit | None


def supervised(department_id: int, year: int) -> list[Due]:
    """What the published plan puts under key supervision of a department, those without a visit first."""
    plan = plans.find(year)
    if plan is None or plan.state is not PlanState.PUBLISHED:
        return []
    entries = [one for one in plans.supervisions(plan) if one.department_id == department_id]
    asked = select(Enterprise).where(Enterprise.risk_level == Risk.HIGH, Enterprise.state == Business.ACTIVE)
    firms = db.session.scalars(asked.order_by(Enterprise.uscc)).all() if entries else []
    pairs = [(firm, entry) for firm in firms if (entry := _of(firm, entries))]
    visits = _visits(department_id, year) if pairs else {}
    found = [Due(firm, entry, visits.get(firm.id)) for firm, entry in pairs]
    return sorted(found, key=lambda one: one.visit is not None)


def takes(entry: KeySupervision, firm: Enterprise | Row[Any]) -> bool:
    """Whether an entry's frame takes an enterprise; an empty list lets everybody through."""
    return (
        (not entry.kinds or firm.kind in entry.kinds)
        and (not entry.trades or firm.trade.startswith(tuple(entry.trades)))
        and (not entry.townships or firm.township in entry.townships)
    )


def _of(firm: Enterprise, entries: list[KeySupervision]) -> KeySupervision | None:
    return next((entry for entry in entries if takes(entry, firm)), None)


def _visits(department_id: int, year: int) -> dict[int, Visit]:
    """The visits for key supervision of a year in which a department takes part, by key of the enterprise."""
    along = select(Companion.visit_id).where(Companion.department_id == department_id)
    asked = select(Visit).where(
        or_(Visit.department_id == department_id, Visit.id.in_(along)),
        Visit.basis == Basis.SUPERVISION,
        Visit.state != State.CANCELLED,
    )
    return {one.enterprise_id: one for one in db.session.scalars(asked).unique() if one.starts_on.year == year}
