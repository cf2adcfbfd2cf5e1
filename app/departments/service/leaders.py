"""Who of the city's leaders is in charge of a department, from when until when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import User
from app.departments import queries, rules
from app.departments.models import Department, Leadership
from app.departments.service.register import ref
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Role
from app.ledger.service import record

Row = Mapping[str, Any]


def appoint(
    department: Department, leader: User, *, from_on: date, until_on: date | None = None, by: Actor, at: datetime
) -> Leadership:
    """A leader takes charge of the department from a day on; whoever had it without an end hands over the day before.

    Refuses somebody who is no leader, an end before the beginning, and a day on which two would be in charge.
    """
    if leader.role is not Role.LEADER or not leader.active:
        raise Refused("leader_not_a_leader", field="leader", name=leader.username)
    periods = locked(department)
    rules.appointed([tenure(one) for one in periods], rules.Tenure(leader.username, from_on, until_on))
    before = next((one for one in periods if one.until_on is None and one.from_on < from_on), None)
    if before is not None:
        before.until_on = rules.day_before(from_on)
        db.session.flush()
    made = Leadership(department_id=department.id, leader_id=leader.id, from_on=from_on, until_on=until_on)
    made.entered_at = at
    db.session.add(made)
    facts: dict[str, Any] = {"leader": leader.username, "from_on": from_on, "until_on": until_on}
    facts |= {"handed_over_by": before.leader.username} if before else {}
    record("department:appoint", ref(department.code), by=by, at=at, **facts)
    return made


def relieve(leadership: Leadership, *, until_on: date, by: Actor, at: datetime) -> None:
    """Set the last day of a period, or another one. Refuses as `appoint` does."""
    department = leadership.department
    others = [tenure(one) for one in locked(department) if one.id != leadership.id]
    rules.appointed(others, tenure(leadership)._replace(until_on=until_on))
    before, leadership.until_on = leadership.until_on, until_on
    facts: dict[str, Any] = {"from_on": leadership.from_on, "until_on": until_on, "until_before": before}
    record("department:relieve", ref(department.code), by=by, at=at, leader=leadership.leader.username, **facts)


def load_leaders(rows: Sequence[Row], *, digest: str, refused: int = 0, by: Actor, at: datetime) -> dict[str, int]:
    """Bring the periods to what the rows say, in the order of their days; each has `department`, `leader`, `from_on`.

    A row that is there already says at most another last day. None is removed.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for row in sorted(rows, key=lambda row: row["from_on"]):
        department, leader = queries.by_code(row["department"]), _leader(row["leader"])
        found = _known(department, leader, row["from_on"])
        outcome = _outcome(row, tenure(found) if found else None)
        if found is None:
            appoint(department, leader, from_on=row["from_on"], until_on=row.get("until_on"), by=by, at=at)
        elif outcome == "updated":
            relieve(found, until_on=row["until_on"], by=by, at=at)
        counts[outcome] += 1
    facts: dict[str, Any] = {**counts, "rows": len(rows), "refused": refused}
    record("department:import_leaders", f"import:{digest[:16]}", by=by, at=at, digest=digest, **facts)
    return counts


def forecast_leaders(rows: Sequence[Row]) -> dict[str, int]:
    """What `load_leaders` would do with these rows, without doing it."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    units = queries.by_codes(row["department"] for row in rows)
    tenures = queries.tenures(one.id for one in units.values())
    for row in rows:
        own = tenures.get(units[row["department"]].id, [])
        found = next((one for one in own if (one.leader, one.from_on) == (row["leader"], row["from_on"])), None)
        counts[_outcome(row, found)] += 1
    return counts


def _outcome(row: Row, found: rules.Tenure | None) -> str:
    if found is None:
        return "created"
    until_on = row.get("until_on")
    return "updated" if until_on and until_on != found.until_on else "unchanged"


def _leader(username: str) -> User:
    found = accounts.by_username(username)
    if found is None:
        raise Refused("leader_not_a_leader", field="leader", name=username)
    return found


def _known(department: Department, leader: User, from_on: date) -> Leadership | None:
    own = (Leadership.department_id == department.id, Leadership.leader_id == leader.id, Leadership.from_on == from_on)
    return db.session.scalar(select(Leadership).where(*own))


def tenure(row: Leadership) -> rules.Tenure:
    """A period as the rules see it."""
    return rules.Tenure(row.leader.username, row.from_on, row.until_on)


def locked(department: Department) -> Sequence[Leadership]:
    """The department's periods; whoever else wants to change them waits."""
    db.session.execute(select(Department.id).where(Department.id == department.id).with_for_update())
    return queries.leaderships(department)
