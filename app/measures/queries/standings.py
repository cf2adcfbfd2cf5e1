"""Where each measure stands in a quarter: derived from the reports, the targets and the day; stored nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db
from app.measures import rules
from app.measures.models import Measure, Progress, Target
from app.measures.queries.measures import of_year
from app.measures.queries.units import Unit, units
from app.measures.rules import ORDER, Light, Quarter
from app.policy import queries as policy

PROGRESS, SOON = "report.progress_by", "report.remind"


class Clock(NamedTuple):
    """By when a quarter is reported, how many days before it is soon, and the rulebook version that says so."""

    due_on: date | None
    soon: int
    version: int


@dataclass(frozen=True)
class Lead:
    """One leading unit of a measure in a quarter: its first report, its last one, its light."""

    unit: Unit
    first: Progress | None
    last: Progress | None
    light: Light
    late: bool


@dataclass(frozen=True)
class Standing:
    """A measure in a quarter."""

    measure: Measure
    leads: Sequence[Lead]

    @property
    def light(self) -> Light:
        """The worst light of those who lead."""
        return max((one.light for one in self.leads), key=ORDER.index, default=Light.WAITING)


class Late(NamedTuple):
    """A unit with the measures that it reported late or has not reported."""

    unit: Unit
    open: Sequence[Measure]
    reported_late: Sequence[Measure]


def clock_of(quarter: Quarter) -> Clock:
    """The clock of a quarter by the rulebook of its last month; no due day where no rule was in force yet."""
    on = quarter.reported_from
    day, soon = policy.in_force(PROGRESS, on), policy.in_force(SOON, on)
    if day is None:
        return Clock(None, 0, 0)
    return Clock(rules.due_on(quarter, int(str(day.value))), int(str(soon.value)) if soon else 0, day.version)


def standings(quarter: Quarter, today: date) -> list[Standing]:
    """Every measure of the year in a quarter, by number."""
    return _standings(of_year(quarter.year), quarter, today)


def standing(measure: Measure, quarter: Quarter, today: date) -> Standing:
    """One measure in a quarter."""
    return _standings([measure], quarter, today)[0]


def _standings(found: Sequence[Measure], quarter: Quarter, today: date) -> list[Standing]:
    told, known = clock_of(quarter), units(name for one in found for name in one.lead)
    kept = reports([one.id for one in found], quarter.number)
    return [
        Standing(one, [_lead(one, known[name], kept.get(one.id, []), told, today) for name in one.lead])
        for one in found
    ]


def reports(keys: Iterable[int], quarter: int | None = None) -> dict[int, list[Progress]]:
    """The reports of these measures, of a quarter or of all, the earliest first."""
    asked = select(Progress).where(Progress.measure_id.in_(list(keys))).order_by(Progress.id)
    found: dict[int, list[Progress]] = {}
    for one in db.session.scalars(asked if quarter is None else asked.where(Progress.quarter == quarter)):
        found.setdefault(one.measure_id, []).append(one)
    return found


def _lead(measure: Measure, unit: Unit, kept: Sequence[Progress], told: Clock, today: date) -> Lead:
    own = [one for one in kept if unit.key is not None and (one.department_id or 0) == unit.key]
    first, last = (own[0], own[-1]) if own else (None, None)
    reported_on = clock.day(first.filed_at) if first else None
    shown = rules.light(
        reported_on=reported_on,
        short=last is not None and is_short(measure.targets, last),
        due_on=told.due_on,
        today=today,
        soon=told.soon,
    )
    late = told.due_on is not None and (reported_on or today) > told.due_on
    return Lead(unit, first, last, shown, late)


def is_short(targets: Sequence[Target], report: Progress) -> bool:
    """Whether a report tells of a shortfall: the unit says so itself, or a figure does not reach what is due."""
    told = {one.target_id: one.value for one in report.figures}
    return report.behind or any(
        rules.reached(one.wanted, told[one.id], report.quarter) is False for one in targets if one.id in told
    )


def late(quarter: Quarter, today: date) -> list[Late]:
    """The units that are late with a quarter, those with the most open first; a deadline once missed stays missed."""
    found: dict[str, Late] = {}
    for one in standings(quarter, today):
        for lead in one.leads:
            if lead.late:
                row = found.setdefault(_named(lead.unit), Late(lead.unit, [], []))
                list.append(row.reported_late if lead.first else row.open, one.measure)  # type: ignore[arg-type]
    return sorted(found.values(), key=lambda row: (-len(row.open), -len(row.reported_late), _named(row.unit)))


def _named(unit: Unit) -> str:
    return unit.department.code if unit.department else unit.name
