"""Figures without persons: how many filings and decisions, by department. A sum counts only what is published."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.departments.models import Department
from app.kernel import clock
from app.kernel.db import db
from app.kernel.money import NOTHING
from app.penalties.models import Decision, Filing, Reversal
from app.penalties.queries.findings import Finding, findings


@dataclass
class Figures:
    """The figures of a group of filings. `fine` adds up the fines of decisions that are public themselves."""

    filed: int = 0
    due: int = 0
    decided: int = 0
    published: int = 0
    reversed: int = 0
    fine: Decimal = NOTHING
    found: dict[Finding, int] = field(default_factory=lambda: dict.fromkeys(Finding, 0))


def figures(year: int, today: date) -> tuple[Figures, list[tuple[Department, Figures]]]:
    """The whole city's figures of the filings of a year, and those of each department, by code."""
    first, after = clock.midnight(date(year, 1, 1)), clock.midnight(date(year + 1, 1, 1))
    filings = db.session.scalars(select(Filing).where(Filing.filed_at >= first, Filing.filed_at < after)).all()
    decisions = {one.filing_id: one for one in db.session.scalars(select(Decision))}
    fallen = set(db.session.scalars(select(Reversal.filing_id)))
    told = findings(filings, decisions, today)
    groups: dict[int, tuple[Department, Figures]] = {}
    city = Figures()
    for filing in filings:
        _unit, own = groups.setdefault(filing.department_id, (filing.department, Figures()))
        for group in (city, own):
            _add(group, filing, decisions.get(filing.id), told[filing.id])
            group.reversed += filing.id in fallen
    return city, sorted(groups.values(), key=lambda pair: pair[0].code)


def _add(group: Figures, filing: Filing, made: Decision | None, told: Iterable[Finding]) -> None:
    group.filed += 1
    group.due += filing.due
    for one in told:
        group.found[one] += 1
    if made is None:
        return
    group.decided += 1
    if made.published_at is not None:
        group.published += 1
        group.fine += NOTHING if made.withdrawn_at else made.fine
