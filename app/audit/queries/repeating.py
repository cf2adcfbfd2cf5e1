"""Enterprises visited again: of a line in a year, exempt, twice by one department, by several one after another."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, exists, extract, func, literal, select

from app.audit.queries.entering import entries, fact
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version, whole
from app.audit.rules import Fact, figures, link
from app.departments.models import Department
from app.enterprises.models import Enterprise, Rating
from app.enterprises.rules import Aspect
from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks import rules as past
from app.lookbacks.models import PastRecord
from app.lookbacks.rules import Kind
from app.results.models import Result
from app.visits.models import CheckIn, Companion, Visit
from app.visits.rules import ROUTINE

_ROUTINE = sorted(ROUTINE)


def _year(day: Any) -> ColumnElement[int]:
    return cast(extract("year", day), Integer)


def _visited(asked: Asked) -> Any:
    """Enterprise, line and day of every routine visit: those on record, and our own that have no result yet.

    Of whatever department: whom a repetition is put down to is said afterwards.
    """
    asked = asked._replace(department_id=None)
    known = (PastRecord.kind == Kind.VISIT, PastRecord.struck_at.is_(None), PastRecord.happened_on <= asked.on)
    ruled = by_version("repeat.same_line", PastRecord.happened_on, lambda most: literal(most is not None))
    told = select(PastRecord.enterprise_id, PastRecord.line, PastRecord.happened_on.label("day")).where(*known, ruled)
    without = ~exists().where(Result.visit_id == CheckIn.visit_id)
    last = select(CheckIn.visit_id, func.max(CheckIn.on).label("day")).where(CheckIn.on <= asked.on, without)
    last_day = last.group_by(CheckIn.visit_id).cte()
    own = select(Visit.enterprise_id, Department.line, last_day.c.day).join(last_day, last_day.c.visit_id == Visit.id)
    own = own.where(Visit.basis.in_(_ROUTINE))
    lead = own.join(Department, Department.id == Visit.department_id)
    along = own.join(Companion, Companion.visit_id == Visit.id).join(
        Department, Department.id == Companion.department_id
    )
    narrowed = (
        asked.narrow(told, enterprise=PastRecord.enterprise_id),
        asked.narrow(lead, enterprise=Visit.enterprise_id),
        asked.narrow(along, enterprise=Visit.enterprise_id),
    )
    return narrowed[0].union_all(*narrowed[1:]).subquery()


@finds("line_repeated")
def line_repeated(asked: Asked) -> Iterator[Fact]:
    """Departments of one line, at whatever level, had more routine visits to an enterprise in a year than they may.

    What happened on one day counts once: departments of a line that went together.
    """
    for row in db.session.execute(_repeated(_visited(asked))):
        unit, most = row.own or row.told, whole("repeat.same_line", min(asked.on, date(row.year, 12, 31)))
        if most is not None and row.visits > most and asked.department_id in {None, unit}:
            yield Fact(
                "line_repeated",
                f"{row.uscc}/{row.line}/{row.year}",
                row.last,
                unit,
                row.enterprise_id,
                (link("timelines.show", code=row.uscc),),
                figures(line=row.line, year=row.year, part=row.visits, most=most),
            )


def _repeated(seen: Any) -> Select[Any]:
    """Enterprise, line and year with more than one day, and which department of ours went on the last of them."""
    year, last = _year(seen.c.day).label("year"), func.max(seen.c.day).label("last")
    several = (
        select(seen.c.enterprise_id, seen.c.line, year, last)
        .where(seen.c.line != "")
        .group_by(seen.c.enterprise_id, seen.c.line, year)
        .having(last > func.min(seen.c.day))
        .subquery()
    )
    again = seen.alias()
    same = and_(again.c.enterprise_id == several.c.enterprise_id, again.c.line == several.c.line)
    visits = func.count(again.c.day.distinct()).label("visits")
    grouped = (
        select(*several.c, visits)
        .join(again, and_(same, _year(again.c.day) == several.c.year))
        .group_by(*several.c)
        .subquery()
    )
    told = _unit(grouped).join(PastRecord, PastRecord.unit == Department.name)
    told = told.where(PastRecord.enterprise_id == grouped.c.enterprise_id, PastRecord.happened_on == grouped.c.last)
    own = _unit(grouped).join(Visit, Visit.department_id == Department.id).join(CheckIn, CheckIn.visit_id == Visit.id)
    own = own.where(Visit.enterprise_id == grouped.c.enterprise_id, CheckIn.on == grouped.c.last)
    made = select(grouped, Enterprise.uscc, own.scalar_subquery().label("own"), told.scalar_subquery().label("told"))
    return made.join(Enterprise, Enterprise.id == grouped.c.enterprise_id)


def _unit(grouped: Any) -> Select[Any]:
    return select(func.min(Department.id)).where(Department.line == grouped.c.line).correlate(grouped)


def _number(day: Any) -> ColumnElement[int]:
    """A day as a number that grows by 10 000 in a year, so that years can be taken off."""
    return extract("year", day) * 10000 + extract("month", day) * 100 + extract("day", day)


@finds("exempt_visited")
def exempt_visited(asked: Asked) -> Iterator[Fact]:
    """A routine visit to an enterprise that was exempt for certain, by what was known when somebody went in."""
    complete = past.since_of_all(lookbacks.declared(Kind.PENALTY))
    for row in db.session.execute(_exempt(asked)):
        years = lookbacks.terms(row.on).penalty_years
        if complete is not None and complete <= past.window_start(row.on, years):
            found = fact("exempt_visited", row, earlier=row.earlier)
            yield found._replace(evidence=(*found.evidence, link("timelines.show", code=row.uscc)))


def _exempt(asked: Asked) -> Select[Any]:
    """Routine entries at enterprises of a trustworthy grade, visited within the years and not punished in them."""
    known = PastRecord.entered_at <= CheckIn.entered_at
    own = (PastRecord.enterprise_id == Visit.enterprise_id, PastRecord.struck_at.is_(None), known)
    before = and_(*own, PastRecord.happened_on < CheckIn.on)
    visited = and_(before, PastRecord.kind == Kind.VISIT, _within("exempt.trustworthy"))
    punished = exists().where(before, PastRecord.kind == Kind.PENALTY, _within("exempt.no_penalty"))
    grade = (
        select(Rating.value)
        .where(Rating.enterprise_id == Visit.enterprise_id, Rating.aspect == Aspect.CREDIT)
        .where(Rating.rated_on <= CheckIn.on, Rating.entered_at <= CheckIn.entered_at)
        .order_by(Rating.rated_on.desc(), Rating.id.desc())
        .limit(1)
        .correlate(Visit, CheckIn)
        .scalar_subquery()
    )
    trusted = by_version("exempt.grades", CheckIn.on, lambda grades: grade.in_(list(grades)))
    earlier = select(func.max(PastRecord.happened_on)).where(visited).correlate(Visit, CheckIn).scalar_subquery()
    made = entries(asked, Enterprise.uscc, earlier.label("earlier"))
    made = made.join(Enterprise, Enterprise.id == Visit.enterprise_id).where(Visit.basis.in_(_ROUTINE))
    return made.where(exists().where(visited), ~punished, trusted)


def _within(rule_id: str) -> ColumnElement[bool]:
    """Whether a record lies within the years before an entry that a rule names."""
    age = _number(CheckIn.on) - _number(PastRecord.happened_on)
    return by_version(rule_id, CheckIn.on, lambda years: age <= int(years) * 10000)
