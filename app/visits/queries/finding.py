"""Visits by number, pass and filters; each starts from what a user may see."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, false, func, or_, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.visits.models import CheckIn, Companion, Sighting, Visit, VisitRating
from app.visits.queries.hiding import is_hidden
from app.visits.rules import Sight, State

_EVERYTHING = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})
_OWN = frozenset({Role.CLERK, Role.INSPECTOR})


class Filters(NamedTuple):
    """What narrows the list; None lets everything through. Of the days, those of the visit."""

    state: State | None = None
    from_on: date | None = None
    until_on: date | None = None


EVERYTHING = Filters()


def visible(to: User) -> Select[Visit]:
    """The visits that a user may see: the office all of them, a department's people its own."""
    asked = select(Visit)
    if to.role in _EVERYTHING:
        return asked
    return asked.where(Visit.id.in_(of_department(to.department_id))) if to.role in _OWN else asked.where(false())


def of_department(department_id: int | None) -> Select[int]:
    """The visits in which a department takes part, by key."""
    along = select(Companion.visit_id).where(Companion.department_id == department_id)
    return select(Visit.id).where(or_(Visit.department_id == department_id, Visit.id.in_(along)))


def get(number: str, *, to: User) -> Visit:
    """The visit with this number, if this user may see it. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("visit_missing") from None
    found = db.session.scalar(visible(to).where(Visit.number == plain))
    if found is None:
        raise Missing("visit_missing")
    return found


def lock(number: str) -> None:
    """Let acts on one visit wait for each other; what each reads after the wait is as the other left it."""
    db.session.execute(select(Visit.id).where(Visit.number == number).with_for_update())
    db.session.expire_all()


def by_code(code: str) -> Visit:
    """The visit whose pass this is; blanks, dashes, case and full width do not matter. Raises `Missing`."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", code).upper() if one.isascii() and one.isalnum())
    grouped = "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
    found = db.session.scalar(select(Visit).where(Visit.code == grouped))
    if found is None:
        raise Missing("pass_missing")
    return found


def get_for_enterprise(code: str, *, to: User) -> Visit:
    """The visit of a pass for somebody of the enterprise that it is for. Refuses somebody of another one."""
    found = by_code(code)
    if to.enterprise_id != found.enterprise_id:
        raise Refused("pass_of_another_enterprise", status=403)
    return found


def search(filters: Filters = EVERYTHING, *, to: User, limit: int = 50, offset: int = 0) -> Sequence[Visit]:
    """The visits that the filters let through, the latest first."""
    asked = _fitting(filters, to).order_by(Visit.starts_on.desc(), Visit.number.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).unique().all()


def count(filters: Filters = EVERYTHING, *, to: User) -> int:
    """How many visits `search` finds."""
    counted = _fitting(filters, to).with_only_columns(Visit.id).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def of_enterprise(enterprise_id: int) -> Sequence[Visit]:
    """The visits of an enterprise that have a pass or had one and that it may know of, the latest first."""
    own = Visit.enterprise_id == enterprise_id
    asked = select(Visit).where(own, Visit.code.is_not(None)).order_by(Visit.starts_on.desc())
    return [visit for visit in db.session.scalars(asked).unique() if not is_hidden(visit)]


def entry(visit: Visit, on: date) -> CheckIn | None:
    """The entry of a visit on a day."""
    return db.session.scalar(select(CheckIn).where(CheckIn.visit_id == visit.id, CheckIn.on == on))


def entries_since(department_id: int, since: date) -> int:
    """On how many days since one, itself included, a department went in."""
    own = CheckIn.visit_id.in_(of_department(department_id))
    return db.session.scalar(select(func.count(CheckIn.id)).where(own, CheckIn.on >= since)) or 0


def sightings(visit: Visit) -> Sequence[Sighting]:
    """What the enterprise confirmed of a visit, by time."""
    return db.session.scalars(select(Sighting).where(Sighting.visit_id == visit.id).order_by(Sighting.at)).all()


def rating(visit: Visit) -> VisitRating | None:
    """What the enterprise thought of a visit."""
    return db.session.get(VisitRating, visit.id)


def sighting(sighting_id: int) -> Sighting:
    """A report of somebody without a pass. Raises `Missing`."""
    found = db.session.get(Sighting, sighting_id)
    if found is None or found.kind is not Sight.UNANNOUNCED:
        raise Missing("sighting_missing")
    return found


def _fitting(filters: Filters, to: User) -> Select[Visit]:
    asked = visible(to)
    if filters.state is not None:
        asked = asked.where(Visit.state == filters.state)
    if filters.from_on is not None:
        asked = asked.where(Visit.ends_on >= filters.from_on)
    return asked if filters.until_on is None else asked.where(Visit.starts_on <= filters.until_on)
