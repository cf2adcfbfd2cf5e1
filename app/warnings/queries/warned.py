"""Warnings as they were made: which of them somebody may see, and what of them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, false, func, select

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.warnings.models import CountedDay, Warned, WarnedCase, WarnedUnit
from app.warnings.queries.counters import WHOLE_CITY


def visible(to: User) -> Select[Warned]:
    """The warnings that a user may see: the office and the discipline all, a clerk those that the unit was told of."""
    asked = select(Warned)
    if to.role in WHOLE_CITY:
        return asked
    told = select(WarnedUnit.warning_id).where(WarnedUnit.department_id == to.department_id)
    return asked.where(Warned.id.in_(told) if to.role is Role.CLERK else false())


def get(number: str, *, to: User) -> Warned:
    """The warning with this number, if this user may see it. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("warning_missing") from None
    found = db.session.scalar(visible(to).where(Warned.number == plain))
    if found is None:
        raise Missing("warning_missing")
    return found


def warnings(to: User, *, limit: int, offset: int = 0) -> tuple[Sequence[Warned], int]:
    """A page of the warnings, the latest first, and how many there are."""
    asked = visible(to)
    total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = db.session.scalars(asked.order_by(Warned.id.desc()).limit(limit).offset(offset)).unique().all()
    return rows, total


def shown(warning: Warned, *, to: User) -> list[WarnedCase]:
    """The cases of a warning that a user may know: a department's people those of their own."""
    everything = to.role in WHOLE_CITY
    return [one for one in warning.cases if everything or str(to.department_id) in one.units]


def told(warning: Warned) -> Sequence[Department]:
    """The departments that were told, by code."""
    asked = select(WarnedUnit.department_id).where(WarnedUnit.warning_id == warning.id)
    return db.session.scalars(select(Department).where(Department.id.in_(asked)).order_by(Department.code)).all()


def counted_last() -> CountedDay | None:
    """When it was counted last."""
    return db.session.scalar(select(CountedDay).order_by(CountedDay.day.desc()).limit(1))


def firms(keys: Collection[int]) -> dict[int, Enterprise]:
    """Enterprises by key."""
    return {one.id: one for one in db.session.scalars(select(Enterprise).where(Enterprise.id.in_(keys)))}
