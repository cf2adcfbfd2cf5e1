"""Of the demo city's year the audit finds what its story planted, and nothing else; the clocks are recounted here."""

from collections.abc import Iterator
from datetime import date

from flask import Flask
from sqlalchemy import select

from app.audit.queries import Asked, facts
from app.demo import queries as demo
from app.kernel import clock
from app.kernel.db import db
from app.visits.models import Sighting
from app.workdays.models import Deadline

FRIDAY = date(2026, 9, 11)
CLOCKS = {"acceptance": "complaint_unaccepted", "verification": "verify_late", "resolution": "simple_late"}
PUBLIC = {"JC": "published_late", "YC": "penalty_unpublished"}


def missed() -> Iterator[tuple[str, str]]:
    """The clocks of the year that were missed, from their rows alone: by check and subject."""
    kinds = [*CLOCKS, "publicity"]
    asked = select(Deadline).where(Deadline.kind.in_(kinds), Deadline.due_on < FRIDAY, Deadline.dropped_at.is_(None))
    for row in db.session.scalars(asked):
        if row.done_at is not None and clock.day(row.done_at) <= row.due_on:
            continue
        if row.kind in CLOCKS:
            yield CLOCKS[row.kind], f"{row.subject}/{row.kind}/{row.round}"
        else:
            yield PUBLIC[row.subject[:2]], row.subject


def test_every_planted_fault_is_found_and_no_other(city: Flask) -> None:
    world = demo.world()
    assert world is not None
    (sighting,) = db.session.scalars(select(Sighting)).all()
    planted = {
        ("quiet_unapproved", f"{world.cases['unapproved_visit']}/2026-09-08"),
        ("sighting_unjoined", f"sighting/{sighting.id}"),
        ("filed_late", str(world.cases["penalty_late"])),
    }
    late = set(missed())
    assert {check for check, _subject in late} == {*CLOCKS.values(), *PUBLIC.values()}
    assert {fact.key for fact in facts(Asked(FRIDAY))} == planted | late
