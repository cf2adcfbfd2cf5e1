"""Looking at departments."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select

from app.accounts.models import User
from app.departments import rules
from app.departments.models import Department, Leadership
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry

MOST_SUGGESTED = 5


def every() -> Sequence[Department]:
    """All departments, those of the city first, by code."""
    return db.session.scalars(select(Department).order_by(Department.level, Department.code)).all()


def active() -> Sequence[Department]:
    """The departments that cases can be handed to, by code."""
    return db.session.scalars(select(Department).where(Department.active).order_by(Department.code)).all()


def find(code: str) -> Department | None:
    """The department with this code, None where there is none."""
    return db.session.scalar(select(Department).where(Department.code == code.strip().upper()))


def by_code(code: str) -> Department:
    """The department with this code. Raises `Missing`."""
    found = find(code)
    if found is None:
        raise Missing("department_missing")
    return found


def by_codes(codes: Iterable[str]) -> dict[str, Department]:
    """Those of these codes that are in the register."""
    return {one.code: one for one in db.session.scalars(select(Department).where(Department.code.in_(list(codes))))}


def named() -> dict[str, Department]:
    """Every department by its code, its name and its short name; a name that two bear means neither."""
    found: dict[str, Department] = {}
    shared: set[str] = set()
    for one in every():
        for name in {one.code, one.name, one.short_name}:
            shared |= {name} & found.keys()
            found[name] = one
    return {name: one for name, one in found.items() if name not in shared}


def get(department_id: int) -> Department:
    """The department with this key. Raises `Missing`."""
    found = db.session.get(Department, department_id)
    if found is None:
        raise Missing("department_missing")
    return found


def suggest(text: str, category: str = "") -> list[Department]:
    """The active departments that a complaint's words point at, best first, at most five.

    `category` is the kind of complaint in words. Equal fits stand in the order of their codes.
    """
    weighed = [(_fit(department, text, category), department) for department in active()]
    found = sorted((pair for pair in weighed if pair[0]), key=lambda pair: (-pair[0], pair[1].code))
    return [department for _, department in found[:MOST_SUGGESTED]]


def _fit(department: Department, text: str, category: str) -> int:
    names = (department.name, department.short_name)
    return rules.fit(text, category, names=names, initials=department.initials, words=department.keywords)


def history(department: Department) -> Sequence[Entry]:
    """What was done to the department, the latest first."""
    return list(reversed(ledger.of(f"department:{department.code}")))


def leaderships(department: Department) -> Sequence[Leadership]:
    """Who is, was and will be in charge of the department, the latest first."""
    own = Leadership.department_id == department.id
    return db.session.scalars(select(Leadership).where(own).order_by(Leadership.from_on.desc())).all()


def leadership(department: Department, leadership_id: int) -> Leadership:
    """One period of this department. Raises `Missing`."""
    found = db.session.get(Leadership, leadership_id)
    if found is None or found.department_id != department.id:
        raise Missing("leadership_missing")
    return found


def leader_on(department_id: int, on: date) -> User | None:
    """The city leader in charge of the department on a day, None where nobody is."""
    open_then = or_(Leadership.until_on.is_(None), Leadership.until_on >= on)
    asked = select(Leadership).where(Leadership.department_id == department_id, Leadership.from_on <= on, open_then)
    found = db.session.scalar(asked)
    return found.leader if found else None


def every_leadership() -> Sequence[Leadership]:
    """All periods of all departments, by department and day."""
    asked = select(Leadership).join(Department).order_by(Department.code, Leadership.from_on)
    return db.session.scalars(asked).all()


def tenures(department_ids: Iterable[int]) -> dict[int, list[rules.Tenure]]:
    """The periods of these departments as the rules see them: the leader by user name."""
    found: dict[int, list[rules.Tenure]] = {}
    asked = select(Leadership).where(Leadership.department_id.in_(list(department_ids))).order_by(Leadership.from_on)
    for row in db.session.scalars(asked):
        tenure = rules.Tenure(row.leader.username, row.from_on, row.until_on)
        found.setdefault(row.department_id, []).append(tenure)
    return found
