"""What is known of a visit before it is asked for: from the rulebook, the look-backs, other departments, the people."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks import rules as past
from app.lookbacks.rules import Answer, Kind, Past
from app.policy import queries as policy
from app.visits import rules
from app.visits.models import CheckIn, Visit
from app.visits.queries.joining import OPEN, apart, beside
from app.visits.queries.people import Days, people, people_points, short_names
from app.visits.rules import State

_WEIGHT = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}


def window(on: date) -> list[int]:
    """The first and the last quiet day of a month, by the rulebook in force on a day."""
    return [int(end) for end in policy.term("quiet.days", on).value]


def needed(visit: Visit) -> list[date]:
    """The days of a visit that somebody must approve, each by the rulebook that is in force on it."""
    return [day for day in rules.days(visit.starts_on, visit.ends_on) if needs_approval(day, visit.basis)]


def needs_approval(day: date, basis: rules.Basis) -> bool:
    """Whether somebody must approve a visit of this basis on a day, by the rulebook in force on it."""
    leads = str(policy.term("quiet.case_leads", day).value)
    return bool(rules.to_cover([day], window(day), basis=basis, leads=leads))


def emergencies_allowed(on: date) -> bool:
    """Whether somebody may enter before it is approved (`visit.emergency`)."""
    row = policy.in_force("visit.emergency", on)
    return row is not None and row.value == "on"


def points(visit: Visit) -> tuple[rules.Point, ...]:
    """What stands against a visit, as of its first day."""
    return rules.points(known(visit))


def points_at_door(visit: Visit) -> tuple[rules.Point, ...]:
    """Of these what may have come since the visit was registered, and stops it at the door."""
    if visit.basis not in rules.ROUTINE:
        return people_points(visit)
    visits = _visits(visit)
    exempt, repeat = _exempt(visit, visits), _repeat(visit, visits)
    return (
        rules.Point(rules.Name.EXEMPT, exempt, True),
        rules.Point(rules.Name.REPEAT, repeat.answer, True, _rows(repeat)),
        *people_points(visit),
    )


def known(visit: Visit) -> rules.Known:
    """Everything that the points are made of."""
    visits = _visits(visit)
    repeat = _repeat(visit, [*visits, *_to_come(visit)])
    own, others, days = beside(visit, own=True), beside(visit, own=False), Days()
    return rules.Known(
        basis=visit.basis,
        to_cover=tuple(needed(visit)),
        exempt=_exempt(visit, visits),
        repeat=repeat.answer,
        repeated=_rows(repeat),
        others=tuple(map(_told, others)),
        people=people(visit, days),
        least=days.least(visit.starts_on),
        units=short_names(visit),
        own=tuple(map(_told, own)),
        merge=any(one.basis in rules.ROUTINE for one in own),
        join=any(one.basis in rules.ROUTINE and one.id not in apart(visit) for one in others),
    )


def _rows(repeat: past.Repeat) -> tuple[str, ...]:
    return tuple(f"{one.on} {one.unit}" for one in repeat.visits)


def _told(visit: Visit) -> str:
    return f"{visit.starts_on} {visit.department.short_name}"


def _visits(visit: Visit) -> list[past.Record]:
    """The visits of an enterprise before this one: those that are on record, and our own that were entered.

    A visit of ours is on record once its result is; it counts once, by its last day.
    """
    told = lookbacks.of([visit.enterprise_id]).get((visit.enterprise_id, Kind.VISIT), [])
    asked = (
        select(Visit, CheckIn.on)
        .join(CheckIn, CheckIn.visit_id == Visit.id)
        .where(Visit.enterprise_id == visit.enterprise_id, Visit.id != visit.id, Visit.basis.in_(rules.ROUTINE))
        .order_by(CheckIn.on)
    )
    own = {(one.id, unit.name): (on, unit) for one, on in db.session.execute(asked) for unit in one.departments}
    known = {(one.on, one.unit) for one in told}
    mine = (past.Record(on, unit.name, unit.line, unit.level) for on, unit in own.values())
    return [*told, *(one for one in mine if (one.on, one.unit) not in known)]


def _exempt(visit: Visit, visits: Sequence[past.Record]) -> Answer:
    penalties = lookbacks.of([visit.enterprise_id]).get((visit.enterprise_id, Kind.PENALTY), [])
    since = {kind: past.since_of_all(lookbacks.declared(kind)) for kind in Kind}
    return past.exempt(
        visit.enterprise.credit_grade,
        visits=Past(visits, since[Kind.VISIT]),
        penalties=Past(penalties, since[Kind.PENALTY]),
        day=visit.starts_on,
        terms=lookbacks.terms(visit.starts_on),
    ).answer


def _repeat(visit: Visit, visits: Sequence[past.Record]) -> past.Repeat:
    """Whether departments of a line that takes part have had their visits of the year at the enterprise."""
    most, declared = int(policy.term("repeat.same_line", visit.starts_on).value), lookbacks.declared(Kind.VISIT)
    found = [
        past.repeat_in_year(
            line,
            visit.starts_on.year,
            visits,
            complete_since=past.since_of_line(declared, line),
            most=most,
        )
        for line in dict.fromkeys(one.line for one in visit.departments)
    ]
    return max(found, key=lambda one: _WEIGHT[one.answer])


def _to_come(visit: Visit) -> list[past.Record]:
    """What counts against a draft beside what has been: routine visits of the year that are registered or asked for."""
    if visit.state is not State.DRAFT:
        return []
    first, last = date(visit.starts_on.year, 1, 1), date(visit.starts_on.year, 12, 31)
    asked = select(Visit).where(
        Visit.enterprise_id == visit.enterprise_id,
        Visit.id != visit.id,
        Visit.state.in_(OPEN),
        Visit.basis.in_(rules.ROUTINE),
        Visit.starts_on.between(first, last),
    )
    found = db.session.scalars(asked).unique()
    return [
        past.Record(one.starts_on, unit.name, unit.line, unit.level)
        for one in found
        if not one.entries
        for unit in one.departments
    ]
