"""The measures of a year, and one of them."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.measures.models import Measure, Progress


def years() -> Sequence[int]:
    """The years that have a list, the latest first."""
    return db.session.scalars(select(Measure.year).distinct().order_by(Measure.year.desc())).all()


def of_year(year: int) -> Sequence[Measure]:
    """The measures of a year by number."""
    return db.session.scalars(select(Measure).where(Measure.year == year).order_by(Measure.number)).all()


def get(year: int, number: int) -> Measure:
    """One measure. Raises `Missing`."""
    found = db.session.scalar(select(Measure).where(Measure.year == year, Measure.number == number))
    if found is None:
        raise Missing("measure_missing")
    return found


def known(years: set[int]) -> dict[tuple[int, int], Measure]:
    """Every measure of these years by year and number."""
    asked = select(Measure).where(Measure.year.in_(years))
    return {(one.year, one.number): one for one in db.session.scalars(asked)}


def reported(years: set[int]) -> set[int]:
    """The keys of the measures of these years of which anything was reported."""
    asked = select(Progress.measure_id).join(Measure, Measure.id == Progress.measure_id).where(Measure.year.in_(years))
    return set(db.session.scalars(asked.distinct()))


def history(measure: Measure) -> list[Entry]:
    """What was done to it, the latest first."""
    return list(ledger.of(measure.ref))[::-1]
