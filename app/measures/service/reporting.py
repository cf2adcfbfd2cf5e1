"""Reporting: what a leading unit did in a quarter, with a figure for each target; its draft before."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.service import record
from app.measures import queries, rules
from app.measures.models import Draft, Figure, Measure, Progress
from app.measures.rules import Quarter

KEPT_FOR = timedelta(days=30)


def report(
    measure: Measure,
    quarter: Quarter,
    *,
    behind: bool,
    words: str,
    trouble: str,
    figures: Mapping[int, Decimal],
    by: User,
    at: datetime,
) -> Progress:
    """Add the report of the user's unit; what was reported before stays beside it. `figures` are by target's key.

    Refuses a quarter of another year or one to come, a target without a figure, and a shortfall that nothing explains.
    """
    own = queries.check_reporter(measure, by)
    check(measure, quarter, figures, at=at)
    made = Progress(measure_id=measure.id, quarter=quarter.number, department_id=own or None, behind=behind)
    made.words, made.trouble, made.filed_at, made.filed_by = words, trouble, at, by.id
    made.figures = [Figure(target_id=one.id, kept_value=rules.plain(figures[one.id])) for one in measure.targets]
    if queries.is_short(measure.targets, made) and not trouble:
        raise Refused("measure_trouble_missing", field="trouble")
    db.session.add(made)
    db.session.flush()
    discard(measure, quarter, by=by)
    told = [f"{one.name}={rules.plain(figures[one.id])}{one.unit}" for one in measure.targets]
    due = queries.clock_of(quarter)
    facts: dict[str, Any] = {"quarter": str(quarter), "behind": behind, "figures": told, "due": due.due_on}
    record("measure:report", measure.ref, by=by, at=at, rulebook_version=due.version or None, **facts)
    return made


def check(measure: Measure, quarter: Quarter, figures: Mapping[int, Decimal], *, at: datetime) -> None:
    """Refuses a quarter that cannot be reported of now, and targets without a figure."""
    if quarter.year != measure.year or quarter > rules.quarter_of(clock.day(at)):
        raise Refused("measure_quarter_closed", field="quarter")
    if {one.id for one in measure.targets} != set(figures):
        raise Refused("measure_figures_missing", field="figures")


def save_draft(measure: Measure, quarter: Quarter, answers: dict[str, Any], *, by: User, at: datetime) -> Draft:
    """Keep what was typed so far, as it was typed."""
    key = queries.draft_key(measure, quarter, queries.check_reporter(measure, by))
    kept = db.session.get(Draft, key) or Draft(key=key)
    kept.answers, kept.user_id, kept.changed_at = answers, by.id, at
    db.session.add(kept)
    return kept


def discard(measure: Measure, quarter: Quarter, *, by: User) -> None:
    """Throw the unit's draft away: it is reported."""
    kept = queries.draft(measure, quarter, by)
    if kept is not None:
        db.session.delete(kept)


def purge(*, at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days; returns how many."""
    old = db.session.scalars(select(Draft).where(Draft.changed_at < at - KEPT_FOR)).all()
    for one in old:
        db.session.delete(one)
    return len(old)
