"""What lies ahead: the dates of the rulebook, and the draw that is under way."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.desk import rules
from app.draws.models import Draw
from app.draws.rules import State
from app.kernel.db import db
from app.policy import queries as policy

_UNDER_WAY = (State.DRAFT, State.LOCKED, State.SEEDED, State.DRAWN)


class Ahead(NamedTuple):
    """A date of the rulebook that comes next: the rule, the day, and how many days are left until then."""

    rule: str
    on: date
    days: int


def ahead(today: date) -> list[Ahead]:
    """The next progress report, the plan's day of publication, the day on which the year's checks are done."""
    report = policy.in_force("report.progress_by", today)
    found = [("report.progress_by", rules.next_report(int(str(report.value)), today))] if report else []
    for name in ("plan.publish_by", "plan.done_by"):
        if row := policy.in_force(name, today):
            found.append((name, rules.next_month_day(str(row.value), today)))
    return sorted((Ahead(name, on, (on - today).days) for name, on in found), key=lambda one: one.on)


def open_draw() -> Draw | None:
    """The latest draw that was begun and is not public yet."""
    return db.session.scalar(select(Draw).where(Draw.state.in_(_UNDER_WAY)).order_by(Draw.id.desc()).limit(1))
