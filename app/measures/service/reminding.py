"""Reminding units of reports that are due soon or late: once of each quarter and kind, however often the timer runs."""

from datetime import datetime

from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.measures import queries, rules
from app.measures.models import Reminder
from app.measures.rules import Light, Quarter
from app.notices import rules as audience
from app.notices import service as notices

KINDS = {Light.AMBER: "soon", Light.RED: "late"}


def remind(*, by: Actor, at: datetime) -> int:
    """Tell each unit, and of the late ones the office; how many were told."""
    quarter = rules.quarter_of(clock.day(at))
    return sum(_remind(one, by=by, at=at) for one in (quarter.before, quarter))


def _remind(quarter: Quarter, *, by: Actor, at: datetime) -> int:
    open_ones: dict[tuple[int, str], int] = {}
    for one in queries.standings(quarter, clock.day(at)):
        for lead in one.leads:
            if lead.first is None and lead.unit.key is not None and lead.light in KINDS:
                key = (lead.unit.key, KINDS[lead.light])
                open_ones[key] = open_ones.get(key, 0) + 1
    told = [
        _remind_one(quarter, holder, kind, count, by=by, at=at) for (holder, kind), count in sorted(open_ones.items())
    ]
    return sum(told)


def _remind_one(quarter: Quarter, holder: int, kind: str, count: int, *, by: Actor, at: datetime) -> int:
    key = {"holder": holder, "year": quarter.year, "quarter": quarter.number, "kind": kind}
    if db.session.get(Reminder, key) is not None:
        return 0
    db.session.add(Reminder(**key, measures=count, at=at))
    ref, due = f"measures:{quarter}", queries.clock_of(quarter).due_on
    audiences = {audience.department(holder) if holder else audience.OFFICE}
    for one in audiences | ({audience.OFFICE} if kind == "late" else set()):
        notices.tell(one, f"measures_{kind}", ref, at=at, count=count, due=due.isoformat() if due else "")
    record("measure:remind", ref, by=by, at=at, holder=holder, told=kind, measures=count)
    return 1
