"""What is known of a visit before it is asked for: from the rulebook, the look-backs, other departments, the people."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.inspectors import queries as inspectors
from app.inspectors import rules as cards
from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks import rules as past
from app.lookbacks.rules import Answer, Kind, Past
from app.policy import queries as policy
from app.visits import rules
from app.visits.models import CheckIn, Visit
from app.visits.rules import State

OPEN = (State.WAITING, State.REGISTERED)


def window(on: date) -> list[int]:
    """The first and the last quiet day of a month, by the rulebook in force on a day."""
    return [int(end) for end in policy.term("quiet.days", on).value]


def needed(visit: Visit) -> list[date]:
    """The days of a visit that somebody must approve, each by the rulebook that is in force on it."""
    found: list[date] = []
    for day in rules.days(visit.starts_on, visit.ends_on):
        leads = str(policy.term("quiet.case_leads", day).value)
        found += rules.to_cover([day], window(day), basis=visit.basis, leads=leads)
    return found


def emergencies_allowed(on: date) -> bool:
    """Whether somebody may enter before it is approved (`visit.emergency`)."""
    row = policy.in_force("visit.emergency", on)
    return row is not None and row.value == "on"


def points(visit: Visit) -> tuple[rules.Point, ...]:
    """What stands against a visit, as of its first day."""
    return rules.points(known(visit))


def known(visit: Visit) -> rules.Known:
    """Everything that the points are made of."""
    visits, repeat = _visits(visit), _repeat(visit)
    return rules.Known(
        basis=visit.basis,
        to_cover=tuple(needed(visit)),
        exempt=_exempt(visit, visits),
        repeat=repeat.answer,
        repeated=tuple(f"{one.on} {one.unit}" for one in repeat.visits),
        others=_others(visit),
        people=_people(visit),
        least=int(policy.term("draw.min_inspectors", visit.starts_on).value),
    )


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
    own = {(one.id, one.department.name): (on, one.department) for one, on in db.session.execute(asked)}
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


def _repeat(visit: Visit) -> past.Repeat:
    """Whether departments of this line have had their visits of the year at the enterprise."""
    line, year = visit.department.line, visit.starts_on.year
    return past.repeat_in_year(
        line,
        year,
        _visits(visit),
        complete_since=past.since_of_line(lookbacks.declared(Kind.VISIT), line),
        most=int(policy.term("repeat.same_line", visit.starts_on).value),
    )


def _others(visit: Visit) -> tuple[str, ...]:
    """Other departments that are about to visit the same enterprise, within the days of `merge.window`."""
    near = timedelta(days=int(policy.term("merge.window", visit.starts_on).value))
    asked = select(Visit).where(
        Visit.enterprise_id == visit.enterprise_id,
        Visit.department_id != visit.department_id,
        Visit.state.in_(OPEN),
        Visit.ends_on >= visit.starts_on - near,
        Visit.starts_on <= visit.ends_on + near,
    )
    found = db.session.scalars(asked.order_by(Visit.starts_on, Visit.number)).unique()
    return tuple(f"{one.starts_on} {one.department.short_name}" for one in found)


def _people(visit: Visit) -> tuple[rules.Person, ...]:
    """Who goes, with why they cannot be sent on the first or the last day."""
    ends = (visit.starts_on, visit.ends_on)
    barred = {pair for on in ends for pair in inspectors.recused(on)}
    codes = {item.code for item in visit.items}
    return tuple(
        rules.Person(
            one.name,
            one.department.short_name,
            tuple(
                dict.fromkeys(
                    reason
                    for on in ends
                    for reason in cards.unfit(
                        one.card, on=on, items=codes, recused=(one.id, visit.enterprise_id) in barred
                    )
                )
            ),
        )
        for one in visit.inspectors
    )
