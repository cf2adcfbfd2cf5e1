"""The answers: of one enterprise with all its evidence, and the lists of those that are exempt or perhaps are."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select, true

from app.departments import queries as departments
from app.enterprises import queries as directory
from app.enterprises import rules as enterprises
from app.enterprises.models import Enterprise
from app.enterprises.queries import Given
from app.enterprises.rules import Aspect, State
from app.kernel.db import db
from app.lookbacks import rules
from app.lookbacks.models import PastRecord
from app.lookbacks.queries import records
from app.lookbacks.rules import Answer, Exemption, Kind, Past, Repeat, Terms
from app.policy import queries as policy


class Row(NamedTuple):
    """One enterprise of a list: the answer, and who graded it when."""

    enterprise: Enterprise
    exemption: Exemption
    graded: Given | None


class _Asked(NamedTuple):
    """What every answer of a day needs."""

    day: date
    terms: Terms
    since: dict[Kind, date | None]


def terms(day: date) -> Terms:
    """What the rulebook says of exemptions on a day."""
    grades: Any = policy.term("exempt.grades", day).value
    years, unpunished = (policy.term(name, day).value for name in ("exempt.trustworthy", "exempt.no_penalty"))
    return Terms(int(years), int(unpunished), frozenset(grades))


def _asked(day: date) -> _Asked:
    return _Asked(day, terms(day), {kind: rules.since_of_all(records.declared(kind)) for kind in Kind})


def answer(enterprise: Enterprise, day: date) -> Row:
    """Whether one enterprise is exempt on a day, with the evidence."""
    return _rows([enterprise], _asked(day))[0]


def repeats(enterprise: Enterprise, year: int, day: date) -> dict[str, Repeat]:
    """For each line of the register whether it has had its visits of the year at the enterprise."""
    most = int(policy.term("repeat.same_line", day).value)
    declared = records.declared(Kind.VISIT)
    visits = records.of([enterprise.id]).get((enterprise.id, Kind.VISIT), [])
    lines = sorted({one.line for one in departments.every() if one.line})
    return {
        line: rules.repeat_in_year(line, year, visits, complete_since=rules.since_of_line(declared, line), most=most)
        for line in lines
    }


def listing(wanted: Answer, day: date, *, text: str = "", limit: int = 50, offset: int = 0) -> Sequence[Row]:
    """The active enterprises of which the answer is this one, by code, each with its evidence."""
    asked = _asked(day)
    found = _fitting(wanted, asked, text).order_by(Enterprise.uscc).limit(limit).offset(offset)
    return _rows(db.session.scalars(found).all(), asked)


def count(wanted: Answer, day: date, *, text: str = "") -> int:
    """How many enterprises `listing` finds."""
    found = _fitting(wanted, _asked(day), text).with_only_columns(Enterprise.id).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def counts(day: date, *, text: str = "") -> dict[Answer, int]:
    """How many active enterprises there are of each answer."""
    return {one: count(one, day, text=text) for one in Answer}


def known(day: date) -> tuple[set[int], set[int]]:
    """The keys of the active enterprises that are exempt for certain, and of those of which nobody knows it."""
    yes, no = _clauses(_asked(day))
    asked = select(Enterprise.id, func.coalesce(yes, false())).where(Enterprise.state == State.ACTIVE, not_(no))
    exempt, unknown = set[int](), set[int]()
    for key, certain in db.session.execute(asked):
        (exempt if certain else unknown).add(key)
    return exempt, unknown


def _rows(found: Sequence[Enterprise], asked: _Asked) -> list[Row]:
    ids = [enterprise.id for enterprise in found]
    past, given = records.of(ids), directory.ratings(ids)
    return [
        Row(
            enterprise,
            rules.exempt(
                enterprise.credit_grade,
                visits=Past(past.get((enterprise.id, Kind.VISIT), []), asked.since[Kind.VISIT]),
                penalties=Past(past.get((enterprise.id, Kind.PENALTY), []), asked.since[Kind.PENALTY]),
                day=asked.day,
                terms=asked.terms,
            ),
            given.get((enterprise.id, Aspect.CREDIT), [None])[-1],
        )
        for enterprise in found
    ]


def _fitting(wanted: Answer, asked: _Asked, text: str) -> Select[Enterprise]:
    yes, no = _clauses(asked)
    clause = {Answer.YES: yes, Answer.NO: no, Answer.UNKNOWN: and_(not_(func.coalesce(yes, false())), not_(no))}[wanted]
    found = select(Enterprise).where(Enterprise.state == State.ACTIVE, clause)
    key = enterprises.search_key(text)
    named = or_(Enterprise.name_key.contains(key, autoescape=True), Enterprise.uscc == key.upper())
    return found.where(named) if text else found


def _clauses(asked: _Asked) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """When the answer is yes, and when no: the same as `rules.exempt`, in the database; a test compares the two."""
    visited, punished = (
        _has(Kind.VISIT, asked.terms.years, asked),
        _has(Kind.PENALTY, asked.terms.penalty_years, asked),
    )
    trusted, graded = Enterprise.credit_grade.in_(asked.terms.grades), Enterprise.credit_grade.is_not(None)
    unpunished = _known(Kind.PENALTY, asked.terms.penalty_years, asked)
    unvisited = and_(not_(visited), _known(Kind.VISIT, asked.terms.years, asked))
    yes = and_(trusted, not_(punished), unpunished, visited)
    return yes, or_(and_(graded, not_(trusted)), punished, unvisited)


def _has(kind: Kind, years: int, asked: _Asked) -> ColumnElement[bool]:
    return exists().where(
        PastRecord.enterprise_id == Enterprise.id,
        PastRecord.kind == kind,
        PastRecord.struck_at.is_(None),
        PastRecord.happened_on.between(rules.window_start(asked.day, years), asked.day),
    )


def _known(kind: Kind, years: int, asked: _Asked) -> ColumnElement[bool]:
    since = asked.since[kind]
    return true() if since is not None and since <= rules.window_start(asked.day, years) else false()
