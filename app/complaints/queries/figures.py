"""The numbers of a month, each as the cases that it counts: a number is the length of the list that it links to."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from app.complaints.models import Complaint, Rating
from app.complaints.rules import is_negative
from app.kernel import clock
from app.kernel.db import db
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Stretch

FIGURES = ("accepted", "verified_met", "verified", "resolved_met", "resolved", "satisfied", "rated")


class Counted(NamedTuple):
    """A case that a figure counts: with whom it lies, and the day by which it counts in its month."""

    number: str
    department_id: int | None
    on: date


def figures(month: Stretch, today: date, units: Collection[int] | None = None) -> dict[str, list[Counted]]:
    """Every figure of a month as far as it has gone: of the whole city, or of the cases that lie with some units.

    On time: of the cases with a clock of the kind that ran out in the month and before today, those without a missed
    one. Satisfied: of the cases rated in the month, those whose last rating there is three of five or better.
    """
    verified, verified_met = _ended(DeadlineKind.VERIFICATION, month, today, units)
    resolved, resolved_met = _ended(DeadlineKind.RESOLUTION, month, today, units)
    rated, satisfied = _rated(month, units)
    found = (_accepted(month, units), verified_met, verified, resolved_met, resolved, satisfied, rated)
    return {name: sorted(rows, key=lambda one: one.number) for name, rows in zip(FIGURES, found, strict=True)}


def _of(units: Collection[int] | None, asked: Any) -> Any:
    return asked if units is None else asked.where(Complaint.department_id.in_(list(units)))


def _within(instant: Any, month: Stretch) -> Any:
    return (instant >= clock.midnight(month.first)) & (instant < clock.midnight(month.end))


def _accepted(month: Stretch, units: Collection[int] | None) -> list[Counted]:
    asked = select(Complaint.number, Complaint.department_id, Complaint.referred_at)
    asked = _of(units, asked.where(_within(Complaint.referred_at, month)))
    return [Counted(number, unit, clock.day(at)) for number, unit, at in db.session.execute(asked)]


def _ended(
    kind: DeadlineKind, month: Stretch, today: date, units: Collection[int] | None
) -> tuple[list[Counted], list[Counted]]:
    """The cases whose clocks of this kind ran out, and those of them that missed none."""
    asked = _of(
        units,
        select(Complaint.number, Complaint.department_id, Deadline.due_on, Deadline.done_at)
        .join(Deadline, Deadline.subject == Complaint.number)
        .where(Deadline.kind == kind, Deadline.dropped_at.is_(None))
        .where(Deadline.due_on >= month.first, Deadline.due_on < min(month.end, today)),
    )
    found = db.session.execute(asked.order_by(Deadline.due_on)).all()
    cases = {number: Counted(number, unit, due_on) for number, unit, due_on, _done in found}
    missed = {number for number, _unit, due_on, done_at in found if _is_late(due_on, done_at)}
    return list(cases.values()), [one for one in cases.values() if one.number not in missed]


def _is_late(due_on: date, done_at: datetime | None) -> bool:
    return done_at is None or clock.day(done_at) > due_on


def _rated(month: Stretch, units: Collection[int] | None) -> tuple[list[Counted], list[Counted]]:
    """The cases that were rated, and those of them whose last rating is good."""
    asked = _of(
        units,
        select(Complaint.number, Complaint.department_id, Rating.at, Rating.score)
        .join(Rating, Rating.complaint_id == Complaint.id)
        .where(_within(Rating.at, month)),
    )
    found = db.session.execute(asked.order_by(Rating.round)).all()
    last = {number: (Counted(number, unit, clock.day(at)), score) for number, unit, at, score in found}
    return [one for one, _score in last.values()], [one for one, score in last.values() if not is_negative(score)]
