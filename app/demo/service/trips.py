"""The visits of the story as they are told beforehand: on which day, by which department, and what is held back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.demo import rules
from app.visits.models import Visit
from app.workdays.rules import Calendar

TARDY = ("CGZF", "JTYS", "STHJ")
"""Whose results are not public in time: what the story plants, and what an audit has to find."""


class Fate(StrEnum):
    """What becomes of a result: public in time; not public yet, in time; not public, too late."""

    PUBLIC = "public"
    DUE = "due"
    LATE = "late"


@dataclass
class Trip:
    """A visit of the story. `visit_id` is there once it has been made, `recorded` once it has a result.

    `visit` is the row while it is in use: what the session has, it need not load again for the next step.

    One that `waits` was entered and left, and nobody has recorded yet what it found. `name` is how the scenes call it.
    """

    on: date
    unit: str
    firm: str
    name: str = ""
    visit_id: int | None = None
    visit: Visit | None = None
    fate: Fate = Fate.PUBLIC
    recorded: bool = False
    public: bool = False
    waits: bool = False


def hold(trips: Sequence[Trip], size: rules.Size, last: dict[date, date], as_of: date) -> None:
    """Say which results are held back: the newest ones are still due, of three departments some are late.

    `last` is for each day on which a visit ends the last day for its publication.
    """
    told = sorted((trip for trip in trips if trip.on < as_of), key=lambda trip: (trip.on, trip.unit, trip.firm))
    free = [trip for trip in told if trip.fate is Fate.PUBLIC and not trip.waits]
    late = [trip for trip in free if trip.unit in TARDY and last[trip.on] < as_of]
    for trip in late[-size.late :]:
        trip.fate = Fate.LATE
    held = size.due - sum(trip.fate is Fate.DUE for trip in told)
    for trip in [trip for trip in free if last[trip.on] >= as_of][-held:]:
        trip.fate = Fate.DUE


def last_days(trips: Sequence[Trip], calendar: Calendar, length: int) -> dict[date, date]:
    """For each day on which one of these visits ends the last day for its publication."""
    return {on: calendar.after(on, length) for on in {trip.on for trip in trips}}
