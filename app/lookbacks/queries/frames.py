"""The same answers for the whole city at once, as a plan and a draw ask them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.departments import queries as departments
from app.kernel.db import db
from app.lookbacks import rules
from app.lookbacks.models import PastRecord
from app.lookbacks.queries import records
from app.lookbacks.queries.answers import terms
from app.lookbacks.rules import Kind, Record, Repeat
from app.policy import queries as policy


class Exempt(NamedTuple):
    """The visit that an exemption rests on, and the last day of it."""

    visit: Record
    until: date


def exempt(day: date, keys: Collection[int]) -> dict[int, Exempt]:
    """What the exemptions of these enterprises, of which `known` says that they are exempt on a day, rest on."""
    years = terms(day).years
    found: dict[int, Record] = {}
    for key, visit in _visits(rules.window_start(day, years), day):
        if key in keys:
            found[key] = max(visit, found.get(key, visit))
    return {key: Exempt(visit, rules.anniversary(visit.on, years)) for key, visit in found.items()}


def gaps(year: int) -> set[str]:
    """The lines of the register of which the year's visits are not declared complete; the empty line is always one."""
    declared, lines, start = records.declared(Kind.VISIT), _lines(), date(year, 1, 1)
    known = {line: rules.since_of_line(declared, line) for line in lines}
    return {""} | {line for line, since in known.items() if since is None or since > start}


def repeated(year: int, day: date) -> dict[int, dict[str, Repeat]]:
    """The answers of enterprises that a routine visit of the year is on record of, by key and line.

    A line that is not told of an enterprise is answered as if it had no visit: no, or unknown where `gaps` names it.
    """
    most, declared, lines = int(policy.term("repeat.same_line", day).value), records.declared(Kind.VISIT), _lines()
    since = {line: rules.since_of_line(declared, line) for line in lines}
    visits: dict[int, list[Record]] = defaultdict(list)
    for key, visit in _visits(date(year, 1, 1), date(year, 12, 31)):
        visits[key].append(visit)
    return {
        key: {
            line: rules.repeat_in_year(line, year, own, complete_since=since[line], most=most)
            for line in _concerned(own, lines)
        }
        for key, own in visits.items()
    }


def _lines() -> set[str]:
    return {one.line for one in departments.every() if one.line}


def _concerned(visits: list[Record], lines: set[str]) -> set[str]:
    """The lines that visits say something of: a visit of an unknown line, of all."""
    own = {visit.line for visit in visits}
    return lines if "" in own else own & lines


def _visits(first: date, last: date) -> Iterator[tuple[int, Record]]:
    asked = select(
        PastRecord.enterprise_id, PastRecord.happened_on, PastRecord.unit, PastRecord.line, PastRecord.level
    ).where(
        PastRecord.kind == Kind.VISIT,
        PastRecord.struck_at.is_(None),
        PastRecord.happened_on.between(first, last),
    )
    for key, on, unit, line, level in db.session.execute(asked):
        yield key, Record(on, unit, line, level)
