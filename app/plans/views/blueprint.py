"""The blueprint that the doors of the plans share, who acts at them, and what their pages have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint
from flask_login import current_user

from app.accounts.models import User
from app.departments import queries as departments
from app.departments.models import Department
from app.kernel import clock
from app.plans import queries, rules
from app.plans.models import AnnualPlan
from app.plans.rules import capacity, shares
from app.policy import queries as policy

bp = Blueprint("plans", __name__)


@bp.app_template_global()
def side_by_side(one: Iterable[Any], other: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists of the same length as pairs."""
    return list(zip(one, other, strict=True))


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def own() -> Sequence[Department]:
    """The departments that whoever is signed in may let lead a task."""
    unit = me().department_id
    return departments.active() if unit is None else [departments.get(unit)]


def units() -> dict[str, str]:
    """Short names of the departments by code."""
    return {one.code: one.short_name or one.name for one in departments.every()}


def measured(plan: AnnualPlan, tasks: Sequence[rules.Task] | None = None) -> dict[str, Any]:
    """What every page about a plan shows: its outlook, the clauses of its gauges, names of departments."""
    found = queries.outlook(plan, clock.today(), tasks)
    return {
        "plan": plan,
        "found": found,
        "clauses": {gauge.rule: policy.term(gauge.rule, found.on).clause for gauge in found.gauges},
        "beside": rules.beside(found.tasks, found.drawn),
        "units": units(),
        "rounded": shares.rounded,
        "ceiling": shares.ceiling,
        "most_of": lambda whole: shares.most(whole, found.bounds.share),
        "weeks": lambda month: capacity.weeks(month.visits, [day for day in found.days if day.month == month.number]),
    }
