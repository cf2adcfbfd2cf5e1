"""Key supervision beside the plan: high-risk enterprises that are visited without being drawn, each with its law."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.departments.models import Department
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.plans.models import AnnualPlan, KeySupervision
from app.plans.service.drafting import held


def supervise(
    plan: AnnualPlan,
    department: Department,
    *,
    basis: str,
    kinds: Sequence[str] = (),
    trades: Sequence[str] = (),
    townships: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> KeySupervision:
    """Put the high-risk enterprises of a frame under key supervision of a department, with the law for it."""
    plan = held(plan)
    lists = {"kinds": list(kinds), "trades": list(trades), "townships": list(townships)}
    entry = KeySupervision(plan_id=plan.id, department=department, basis=basis, entered_at=at, **lists)
    db.session.add(entry)
    told: dict[str, Any] = {name: "\n".join(values) for name, values in lists.items()}
    record("plan:supervise", plan.ref, by=by, at=at, department=department.code, basis=basis, **told)
    return entry


def unsupervise(entry: KeySupervision, plan: AnnualPlan, *, by: Actor, at: datetime) -> None:
    """Take an entry out of the draft."""
    plan, code, basis = held(plan), entry.department.code, entry.basis
    db.session.delete(entry)
    record("plan:unsupervise", plan.ref, by=by, at=at, department=code, basis=basis)
