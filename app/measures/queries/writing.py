"""Who may report of a measure, and the draft that waits for it."""

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.permissions import Role
from app.measures.models import Draft, Measure
from app.measures.queries.units import units
from app.measures.rules import Quarter


def holder(to: User) -> int | None:
    """For whom this user reports: the own department, 0 for the office itself; None where for nobody."""
    if to.role is Role.OVERSIGHT:
        return 0
    return to.department_id if to.role is Role.CLERK else None


def may_report(measure: Measure, to: User) -> bool:
    """Whether this user's unit leads the measure."""
    own = holder(to)
    return own is not None and any(one.key == own for one in units(measure.lead).values())


def check_reporter(measure: Measure, to: User) -> int:
    """For whom this user reports of this measure. Raises `Missing` where another unit leads it."""
    own = holder(to)
    if own is None or not may_report(measure, to):
        raise Missing("measure_missing")
    return own


def draft_key(measure: Measure, quarter: Quarter, own: int) -> str:
    """Where a unit's draft about a measure and a quarter lies."""
    return f"{measure.id}/{quarter}/{own}"


def draft(measure: Measure, quarter: Quarter, to: User) -> Draft | None:
    """The draft of this user's unit."""
    return db.session.get(Draft, draft_key(measure, quarter, check_reporter(measure, to)))
