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
    """Tell each unit, and the office in one message how many are late; how many units were told."""
    quarter = rules.quarter_of(clock.day(at))
    return sum(_remind(one, by=by, at=at) for one in (quarter.before, quarter))


def _remind(quarter: Quarter, *, by: Actor, at: datetime) -> int:
    open_ones: dict[tuple[int, str], int] = {}
    for one in queries.standings(quarter, clock.day(at)):
        for lead in one.leads:
            if lead.first is None and lead.unit.key is not None and lead.light in KINDS:
                key = (lead.unit.key, KINDS[lead.light])
                open_ones[key] = open_ones.get(key, 0) + 1
    news = [(key, count) for key, count in sorted(open_ones.items()) if _reminder(quarter, *key) is None]
    if late := [holder for (holder, kind), _count in news if kind == "late" and holder]:
        _tell(audience.OFFICE, "measures_late_units", quarter, count=len(late), at=at)
    for (holder, kind), count in news:
        _remind_one(quarter, holder, kind, count, by=by, at=at)
    return len(news)


def _reminder(quarter: Quarter, holder: int, kind: str) -> Reminder | None:
    return db.session.get(Reminder, {"holder": holder, "year": quarter.year, "quarter": quarter.number, "kind": kind})


def _tell(whom: str, kind: str, quarter: Quarter, *, count: int, at: datetime) -> None:
    due = queries.clock_of(quarter).due_on
    notices.tell(whom, kind, f"measures:{quarter}", at=at, count=count, due=due.isoformat() if due else "")


def _remind_one(quarter: Quarter, holder: int, kind: str, count: int, *, by: Actor, at: datetime) -> None:
    key = {"holder": holder, "year": quarter.year, "quarter": quarter.number, "kind": kind}
    db.session.add(Reminder(**key, measures=count, at=at))
    whom = audience.department(holder) if holder else audience.OFFICE
    _tell(whom, f"measures_{kind}", quarter, count=count, at=at)
    record("measure:remind", f"measures:{quarter}", by=by, at=at, holder=holder, told=kind, measures=count)
