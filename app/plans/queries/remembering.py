"""What the look-backs keep out of a plan's frames, and what they do not know; never no where it is not known.

An enterprise is kept out only by what is on record. Where the records are not complete it stays in, and is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.enterprises.rules import Aspect
from app.lookbacks import queries as lookbacks
from app.lookbacks.rules import Answer, Record

CHUNK = 1000
NOBODY: frozenset[str] = frozenset()


class Past(NamedTuple):
    """By key of the enterprise: who is exempt, of whom that is not known (`doubtful`), and which departments' line has
    had its visits of the year (`had`).

    `unsure` are the departments of which that is not known for an enterprise with a visit on record, `gaps` those of
    which it is not known for all others.
    """

    exempt: set[int]
    doubtful: set[int]
    had: Mapping[int, frozenset[str]]
    visits: Mapping[int, Sequence[Record]]
    unsure: Mapping[int, frozenset[str]]
    gaps: frozenset[str]

    def doubts(self, key: int) -> frozenset[str]:
        """The departments of which nobody knows whether their line has had its visits of the year there."""
        return (self.gaps | self.unsure.get(key, NOBODY)) - self.had.get(key, NOBODY)


def past(year: int, on: date) -> Past:
    """What is on record on a day, for the plan of a year."""
    units: dict[str, set[str]] = defaultdict(set)
    for one in departments.every():
        units[one.line].add(one.code)
    had, visits, unsure = {}, {}, {}
    for key, lines in lookbacks.repeated(year, on).items():
        had[key] = _codes(units, (line for line, found in lines.items() if found.answer is Answer.YES))
        unsure[key] = _codes(units, (line for line, found in lines.items() if found.answer is Answer.UNKNOWN))
        visits[key] = [visit for found in lines.values() if found.answer is Answer.YES for visit in found.visits]
    gaps = _codes(units, lookbacks.gaps(year))
    return Past(*lookbacks.known(on), had, visits, unsure, gaps)


def _codes(units: Mapping[str, Iterable[str]], lines: Iterable[str]) -> frozenset[str]:
    return frozenset(code for line in lines for code in units.get(line, ()))


def evidence_of_exemption(past: Past, on: date) -> dict[int, str]:
    """Grade, its source and day; the visit and its unit; until when: what anybody can ask the sources for."""
    found = lookbacks.exempt(on, past.exempt)
    keys = list(found)
    told: dict[int, str] = {}
    for start in range(0, len(keys), CHUNK):
        given = enterprises.ratings(keys[start : start + CHUNK])
        for key in keys[start : start + CHUNK]:
            grades, (visit, until) = given.get((key, Aspect.CREDIT), []), found[key]
            graded = [f"{grade.value} {grade.source} {grade.on}" for grade in grades[-1:]]
            told[key] = "; ".join([*graded, f"{visit.on} {visit.unit}", str(until)])
    return told


def evidence_of_visits(visits: Iterable[Record]) -> str:
    """The visits of a year that a line has had, each with its day and unit."""
    return "; ".join(f"{visit.on} {visit.unit}" for visit in sorted(set(visits)))
