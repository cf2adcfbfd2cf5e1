"""Results by the number of their visit; each starts from the visits that a user may see."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import undefer

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing
from app.policy import queries as policy
from app.results.models import Paper, Photo, Result
from app.visits import queries as visits
from app.visits.models import CheckIn, Visit
from app.visits.rules import State
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Due, due

RULE = "publish.results"


class Waiting(NamedTuple):
    """A visit that is over and has no result: the day it ended, and the last day to make its result public."""

    visit: Visit
    ended_on: date
    due: Due


class Unrecorded(NamedTuple):
    """The number of such a visit, its department, and the last day to make its result public."""

    number: str
    department_id: int
    due_on: date


_UNRECORDED = (Visit.state != State.CANCELLED, ~exists().where(Result.visit_id == Visit.id))


def visible(to: User) -> Select[Result]:
    """The results that a user may see: of the visits that the user may see."""
    return select(Result).where(Result.visit_id.in_(visits.visible(to).with_only_columns(Visit.id)))


def visit(number: str, *, to: User) -> Visit:
    """The visit with this number, if this user may see it. Raises `Missing`."""
    return visits.get(number, to=to)


def find(visit: Visit) -> Result | None:
    """The result of a visit, None where there is none yet."""
    return db.session.get(Result, visit.id)


def get(number: str, *, to: User) -> Result:
    """The result of the visit with this number, if this user may see it. Raises `Missing`."""
    found = find(visits.get(number, to=to))
    if found is None:
        raise Missing("result_missing")
    return found


def by_number(number: str) -> Result | None:
    """The result of the visit with this number, whoever asks."""
    return db.session.scalar(select(Result).join(Visit, Visit.id == Result.visit_id).where(Visit.number == number))


def recorded(*, to: User, limit: int = 50, offset: int = 0) -> tuple[Sequence[Result], int]:
    """The results that a user may see, the latest first, and how many there are."""
    asked = visible(to)
    total = db.session.scalar(select(func.count()).select_from(asked.with_only_columns(Result.visit_id).subquery()))
    ordered = asked.order_by(Result.recorded_at.desc(), Result.visit_id.desc())
    return db.session.scalars(ordered.limit(limit).offset(offset)).unique().all(), total or 0


def waiting(*, to: User) -> list[Waiting]:
    """The visits that are over and have no result, those with the least time first."""
    over = _over()
    asked = visits.visible(to).add_columns(over.c[1]).join(over, over.c.visit_id == Visit.id)
    found = db.session.execute(asked.where(*_UNRECORDED)).unique().all()
    ended = [(row[0], clock.day(row[1])) for row in found]
    ends = _ends({on for _visit, on in ended})
    told = [Waiting(one, on, ends[on]) for one, on in ended]
    return sorted(told, key=lambda one: (one.ended_on, one.visit.number))


def unrecorded() -> list[Unrecorded]:
    """The same in short, of the whole city, whoever asks: for numbers that count every visit."""
    over = _over()
    asked = select(Visit.number, Visit.department_id, over.c[1]).join(over, over.c.visit_id == Visit.id)
    found = [(number, unit, clock.day(at)) for number, unit, at in db.session.execute(asked.where(*_UNRECORDED))]
    ends = _ends({on for _number, _unit, on in found})
    return sorted(Unrecorded(number, unit, ends[on].on) for number, unit, on in found)


def _over() -> Any:
    """The visits that are over, with the instant at which the last one left."""
    entries = select(CheckIn.visit_id, func.max(CheckIn.left_at)).group_by(CheckIn.visit_id)
    return entries.having(func.count() == func.count(CheckIn.left_at)).subquery()


def _ends(ended_on: Collection[date]) -> dict[date, Due]:
    """For each of these days the last day to make the result of a visit public that ended on it."""
    if not ended_on:
        return {}
    calendar, versions = workdays.calendar(), policy.versions(RULE)
    terms = {on: next((one for one in versions if one.from_on <= on), None) for on in ended_on}
    return {on: due(on, int(str((found or policy.term(RULE, on)).value)), calendar) for on, found in terms.items()}


def clock_of(result: Result) -> Deadline:
    """The clock of publication: it runs since the visit's end."""
    found = workdays.deadline(result.visit.number, DeadlineKind.PUBLICITY)
    if found is None:
        raise Missing("result_missing")
    return found


def photos(result: Result) -> Sequence[Photo]:
    """The photos of a result, by position."""
    return db.session.scalars(select(Photo).where(Photo.visit_id == result.visit_id).order_by(Photo.position)).all()


def photo(result: Result, position: int) -> Photo:
    """One photo with its content. Raises `Missing`."""
    asked = select(Photo).where(Photo.visit_id == result.visit_id, Photo.position == position)
    found = db.session.scalar(asked.options(undefer(Photo.content)))
    if found is None:
        raise Missing("result_missing")
    return found


def of_enterprise(enterprise_id: int) -> Sequence[Result]:
    """The results of an enterprise, the latest first."""
    own = select(Visit.id).where(Visit.enterprise_id == enterprise_id)
    asked = select(Result).where(Result.visit_id.in_(own)).order_by(Result.ended_on.desc(), Result.visit_id.desc())
    return db.session.scalars(asked).unique().all()


def own_papers(enterprise_id: int) -> dict[int, list[Paper]]:
    """The papers that were issued to an enterprise, by visit."""
    own = select(Visit.id).where(Visit.enterprise_id == enterprise_id)
    found: dict[int, list[Paper]] = {}
    for one in db.session.scalars(select(Paper).where(Paper.visit_id.in_(own)).order_by(Paper.number)):
        found.setdefault(one.visit_id, []).append(one)
    return found
