"""The public figures by month: as they were counted when each month was over, complaints in whole atoms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.db import db
from app.ledger.models import Entry
from app.reports import rules
from app.reports.models import PublicMonth
from app.reports.queries.counts import rows
from app.reports.queries.drafting import few, span_of
from app.reports.rules import Atom, Figure, Kind, Period, Value


def to_close(*, at: datetime) -> list[Period]:
    """The months that are over and whose public figures were not counted yet, the earliest first."""
    last = db.session.scalar(select(func.max(PublicMonth.first_on)))
    first = db.session.scalar(select(func.min(Entry.at)))
    if first is None:
        return []
    month = rules.containing(Kind.MONTHLY, last).after if last else rules.containing(Kind.MONTHLY, clock.day(first))
    found = []
    while month.last < clock.day(at):
        found.append(month)
        month = month.after
    return found


def counted(one: Figure, month: Period, *, at: datetime) -> Value:
    """A figure of a month, counted from the rows."""
    return rules.value(one, rows(one, span_of(month, at)))


def atoms(*, at: datetime) -> dict[str, list[Atom]]:
    """For each public figure its months as they are told: those of complaints in whole atoms, others month by month."""
    least, known = few(at), months()
    told: dict[str, list[Atom]] = {}
    for one in rules.public():
        told[one.code] = rules.atoms(known.get(one.code, ()), least if one.guarded else 0)
    return told


def months() -> Mapping[str, Sequence[tuple[date, Value]]]:
    """What was counted of each month, by the figure's code."""
    found: dict[str, list[tuple[date, Value]]] = defaultdict(list)
    for row in db.session.scalars(select(PublicMonth).order_by(PublicMonth.first_on, PublicMonth.figure)):
        found[row.figure].append((row.first_on, Value(row.numerator, row.denominator)))
    return found
