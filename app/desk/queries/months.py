"""The six numbers of a month, of the whole city or of a leader's units, each as the cases that it counts."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.complaints import queries as complaints
from app.complaints.queries import FIGURES, Counted
from app.kernel import clock
from app.kernel.db import db
from app.quiet_days.models import QuietDayRequest
from app.results import queries as results
from app.visits.models import Visit
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Stretch

RATES = (
    ("verified", "verified_met"),
    ("resolved", "resolved_met"),
    ("rated", "satisfied"),
    ("asked", "approved"),
    ("published", "published_met"),
)
NAMES = (*FIGURES, "asked", "approved", "published", "published_met")


class Rate(NamedTuple):
    """A share with what it is made of: nothing is shown that cannot be recomputed."""

    met: int
    of: int

    @property
    def permille(self) -> int | None:
        """Thousandths, rounded down; None where there is nothing to divide."""
        return self.met * 1000 // self.of if self.of else None


def figures(month: Stretch, today: date, units: Collection[int] | None = None) -> dict[str, list[Counted]]:
    """Every figure of a month as far as it has gone, with its cases."""
    asked, approved = _requests(month, units)
    published, published_met = _published(month, today, units)
    own = {"asked": asked, "approved": approved, "published": published, "published_met": published_met}
    return complaints.figures(month, today, units) | own


def figure(name: str, month: Stretch, today: date, units: Collection[int] | None = None) -> list[Counted]:
    """The cases of one figure."""
    return figures(month, today, units)[name]


def rates(found: dict[str, list[Counted]]) -> dict[str, Rate]:
    """The shares of a month, by the figure that they are shares of."""
    return {of: Rate(len(found[met]), len(found[of])) for of, met in RATES}


def _requests(month: Stretch, units: Collection[int] | None) -> tuple[list[Counted], list[Counted]]:
    """The requests for quiet days that were sent in the month, and those of them that were approved."""
    sent, ends = QuietDayRequest.submitted_at, (clock.midnight(month.first), clock.midnight(month.end))
    asked = select(QuietDayRequest.number, Visit.department_id, sent, QuietDayRequest.filing)
    asked = asked.join(Visit, Visit.id == QuietDayRequest.visit_id).where(sent >= ends[0], sent < ends[1])
    found = [
        (Counted(number, unit, clock.day(at)), filing)
        for number, unit, at, filing in db.session.execute(asked.order_by(QuietDayRequest.number))
        if units is None or unit in units
    ]
    return [one for one, _filing in found], [one for one, filing in found if filing]


def _published(month: Stretch, today: date, units: Collection[int] | None) -> tuple[list[Counted], list[Counted]]:
    """The visits whose results had to be public in the month and before today, and those of them that were in time.

    A visit whose result nobody has recorded counts as not public.
    """
    end = min(month.end, today)
    asked = (
        select(Visit.number, Visit.department_id, Deadline.due_on, Deadline.done_at)
        .join(Deadline, Deadline.subject == Visit.number)
        .where(Deadline.kind == DeadlineKind.PUBLICITY, Deadline.dropped_at.is_(None))
        .where(Deadline.due_on >= month.first, Deadline.due_on < end)
    )
    found = [
        (Counted(number, unit, due_on), done_at is not None and clock.day(done_at) <= due_on)
        for number, unit, due_on, done_at in db.session.execute(asked)
    ]
    found += [(Counted(*one), False) for one in results.unrecorded() if month.first <= one.due_on < end]
    own = sorted((one, met) for one, met in found if units is None or one.department_id in units)
    return [one for one, _met in own], [one for one, met in own if met]
