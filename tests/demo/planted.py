"""What the demo city's story planted for the audit: its named faults, and the clocks of the year that were missed.

The clocks are recounted here from their rows alone.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from app.demo import queries as demo
from app.kernel import clock
from app.kernel.db import db
from app.visits.models import CheckIn, Sighting, Visit
from app.workdays.models import Deadline

FRIDAY = date(2026, 9, 11)
CLOCKS = {"acceptance": "complaint_unaccepted", "verification": "verify_late", "resolution": "simple_late"}
PUBLIC = {"JC": "published_late", "YC": "penalty_unpublished"}
Keys = set[tuple[str, str]]


def named() -> Keys:
    """The faults that the scenes show, by check and subject."""
    world = demo.world()
    assert world is not None
    (sighting,) = db.session.scalars(select(Sighting)).all()
    number = world.cases["unapproved_visit"]
    entered = select(CheckIn.on).join(Visit, Visit.id == CheckIn.visit_id).where(Visit.number == number)
    return {
        ("quiet_unapproved", f"{number}/{db.session.scalars(entered).one()}"),
        ("sighting_unjoined", f"sighting/{sighting.id}"),
        ("filed_late", str(world.cases["penalty_late"])),
    }


def missed(on: date = FRIDAY) -> Keys:
    """The clocks of the year that were missed before a day, by check and subject."""
    return set(_missed(on))


def _missed(on: date) -> Iterator[tuple[str, str]]:
    kinds = [*CLOCKS, "publicity"]
    asked = select(Deadline).where(Deadline.kind.in_(kinds), Deadline.due_on < on, Deadline.dropped_at.is_(None))
    for row in db.session.scalars(asked):
        if row.done_at is not None and clock.day(row.done_at) <= row.due_on:
            continue
        if row.kind in CLOCKS:
            yield CLOCKS[row.kind], f"{row.subject}/{row.kind}/{row.round}"
        else:
            yield PUBLIC[row.subject[:2]], row.subject
