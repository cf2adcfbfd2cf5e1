"""The verbs of warnings: a day is counted, and what has added up is told, once."""

from datetime import datetime
from typing import Any

from app.kernel import clock, serials
from app.kernel.db import db, take_turn
from app.kernel.permissions import SYSTEM
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.warnings import queries
from app.warnings.models import CountedDay, Warned, WarnedCase, WarnedUnit
from app.warnings.queries import Due
from app.warnings.rules import Kind, restarts

SERIES, KEPT_SERIES = "YJ", "YM"


def count(*, at: datetime) -> int:
    """Count a day, once: make the warnings that have become due, and tell the office and the units. How many.

    Whoever counts at the same time waits, and finds the day counted.
    """
    take_turn(db.session.connection())
    day = clock.day(at)
    if queries.is_counted(day):
        return 0
    due = queries.due(day)
    for one in due:
        issue(one, at=at)
    db.session.add(CountedDay(day=day, at=at, made=len(due)))
    record("warning:count", f"warnings:{day.isoformat()}", by=SYSTEM, at=at, made=len(due))
    return len(due)


def issue(due: Due, *, at: datetime) -> Warned:
    """Make one warning and tell of it: the office always, the departments but for what enterprises report."""
    counter, kind = due.counter, due.counter.kind
    of_enterprise, kept = kind is Kind.SAME_ENTERPRISE, kind is Kind.UNANNOUNCED
    reached = restarts(tuple(due.events))
    made = Warned(
        number=serials.following(KEPT_SERIES if kept else SERIES, reached),
        kind=kind,
        counter=counter.name,
        enterprise_id=counter.key if of_enterprise else None,
        department_id=None if of_enterprise else counter.key,
        needed=due.terms.needed,
        within=due.terms.within,
        rulebook_version=due.terms.version,
        reached_on=reached,
        at=at,
    )
    db.session.add(made)
    db.session.flush()
    _keep(made, due)
    told = [] if kept else sorted({unit for units in due.events.values() for unit in units})
    db.session.add_all(WarnedUnit(warning_id=made.id, department_id=unit) for unit in told)
    _tell(made, told, at=at)
    cases = [one.ref for one in due.events]
    terms: dict[str, Any] = {"needed": made.needed, "within": made.within, "rulebook_version": made.rulebook_version}
    record("warning:issue", made.number, by=SYSTEM, at=at, kind=kind, counter=made.counter, cases=cases, **terms)
    return made


def _keep(made: Warned, due: Due) -> None:
    kind, counter = made.kind, made.counter
    db.session.add_all(
        WarnedCase(warning_id=made.id, kind=kind, counter=counter, ref=one.ref, on=one.on, units=[*map(str, units)])
        for one, units in due.events.items()
    )


def _tell(made: Warned, told: list[int], *, at: datetime) -> None:
    kind, facts = f"warning_{made.kind}", {"count": made.needed, "days": made.within}
    notices.tell(audience.OFFICE, kind, made.number, at=at, **facts)
    for unit in told:
        notices.tell(audience.department(unit), kind, made.number, at=at, **facts)
