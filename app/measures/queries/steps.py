"""Steps against slow units: the office and the discipline see all, a clerk those against the own department."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.measures.models import Step
from app.measures.rules import Quarter, StepKind

WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.DISCIPLINE, Role.LEADER})


def visible(to: User) -> Select[Step]:
    """The steps that somebody may see."""
    if to.role in WHOLE_CITY:
        return select(Step)
    own = to.role is Role.CLERK and to.department_id
    return select(Step).where(Step.department_id == to.department_id if own else false())


def step(number: str, *, to: User) -> Step:
    """The step with this number, if this user may see it. Raises `Missing`."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("measure_step_missing") from None
    found = db.session.scalar(visible(to).where(Step.number == canonical))
    if found is None:
        raise Missing("measure_step_missing")
    return found


def own_step(number: str, *, to: User) -> Step:
    """The step with this number against this user's own department. Raises `Missing`."""
    found = step(number, to=to)
    if found.department_id != to.department_id:
        raise Missing("measure_step_missing")
    return found


def sees_all(to: User) -> bool:
    """Whether this user sees the steps against every unit."""
    return to.role in WHOLE_CITY


def steps(to: User, quarter: Quarter) -> Sequence[Step]:
    """The steps about a quarter, the latest first."""
    of = (Step.year == quarter.year, Step.quarter == quarter.number)
    return db.session.scalars(visible(to).where(*of).order_by(Step.id.desc())).all()


def standing_step(kind: StepKind, department_id: int, quarter: Quarter) -> Step | None:
    """The step of a kind against a unit about a quarter."""
    of = (Step.kind == kind, Step.department_id == department_id)
    when = (Step.year == quarter.year, Step.quarter == quarter.number)
    return db.session.scalar(select(Step).where(*of, *when))


def step_history(found: Step) -> list[Entry]:
    """What was done about it, the latest first."""
    return list(ledger.of(found.number))[::-1]
