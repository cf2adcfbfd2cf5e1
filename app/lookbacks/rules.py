"""Exempt for five years, once a year for a line: answered with yes, no or unknown, and with the evidence.

Visits of other levels and earlier years are only known as far as they were imported. From which day the records of a
level and a line are complete, the office declares; where an answer would need records from before, it is unknown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.departments.rules import Level

EVERY_LINE = ""
Declared = Mapping[tuple[Level, str], date | None]


class Kind(StrEnum):
    """What is recorded of an enterprise: a routine visit (日常检查), or a penalty (行政处罚)."""

    VISIT = "visit"
    PENALTY = "penalty"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Record(NamedTuple):
    """What happened on a day, by which unit of which line and level; an empty line is not known."""

    on: date
    unit: str
    line: str
    level: Level


class Past(NamedTuple):
    """Records of one kind with the day from which they are complete; None where nobody vouches for them."""

    records: Sequence[Record]
    since: date | None


class Part(NamedTuple):
    """One condition: whether it holds, the record that decides it, and the day from which records would be needed."""

    name: str
    answer: Answer
    record: Record | None = None
    needed_since: date | None = None


class Exemption(NamedTuple):
    """Whether an enterprise is outside every frame; `since` and `until` follow from its last visit."""

    answer: Answer
    parts: tuple[Part, ...]
    since: date | None
    until: date | None


class Repeat(NamedTuple):
    """Whether a line has had its visits of the year; `visits` are those that count, or may count."""

    answer: Answer
    visits: tuple[Record, ...]


class Terms(NamedTuple):
    """What the rulebook says: years of exemption, years without a penalty, the grades that are trustworthy."""

    years: int
    penalty_years: int
    grades: frozenset[str]


def window_start(day: date, years: int) -> date:
    """The first day that lies at most `years` years before a day: 2021-09-11 for 2026-09-11 and 5."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def anniversary(on: date, years: int) -> date:
    """The last day whose window still holds `on`: 2031-03-12 for 2026-03-12 and 5; 28 February where there is no 29."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return date(on.year + years, 2, 28)


def since_of_line(declared: Declared, line: str) -> date | None:
    """From which day the records of one line are complete at every level; None where one level's are not declared."""
    return _latest(declared.get((level, line), declared.get((level, EVERY_LINE))) for level in Level)


def since_of_all(declared: Declared) -> date | None:
    """From which day the records of everybody are complete: each level declared for every line, no line excepted."""
    own = [since for (_level, line), since in declared.items() if line != EVERY_LINE]
    return _latest([*(declared.get((level, EVERY_LINE)) for level in Level), *own])


def _latest(days: Iterable[date | None]) -> date | None:
    found = list(days)
    known = [day for day in found if day is not None]
    return max(known) if known and len(known) == len(found) else None


def exempt(grade: str | None, *, visits: Past, penalties: Past, day: date, terms: Terms) -> Exemption:
    """Whether an enterprise is exempt on a day: trustworthy, not punished, and visited within the years.

    One condition that fails for certain makes it no; else one that is not known makes it unknown. An enterprise that
    nobody has graded is not known to be trustworthy, and not known not to be.
    """
    last = max(_within(visits.records, day, terms.years), default=None)
    parts = (
        _trustworthy(grade, terms.grades),
        _unpunished(penalties, day, terms.penalty_years),
        _visited(last, visits.since, window_start(day, terms.years)),
    )
    until = anniversary(last.on, terms.years) if last else None
    return Exemption(_all(part.answer for part in parts), parts, last.on if last else None, until)


def _trustworthy(grade: str | None, grades: Collection[str]) -> Part:
    if not grade:
        return Part("grade", Answer.UNKNOWN)
    return Part("grade", Answer.YES if grade in grades else Answer.NO)


def _unpunished(penalties: Past, day: date, years: int) -> Part:
    start = window_start(day, years)
    last = max(_within(penalties.records, day, years), default=None)
    if last is not None:
        return Part("penalties", Answer.NO, last)
    return Part("penalties", Answer.YES if _complete(penalties.since, start) else Answer.UNKNOWN, None, start)


def _visited(last: Record | None, since: date | None, start: date) -> Part:
    if last is not None:
        return Part("visits", Answer.YES, last)
    return Part("visits", Answer.NO if _complete(since, start) else Answer.UNKNOWN, None, start)


def repeat_in_year(
    line: str, year: int, visits: Sequence[Record], *, complete_since: date | None, most: int = 1
) -> Repeat:
    """Whether departments of a line, at whatever level, have had their `most` routine visits of a year already.

    A visit of which the line is not known may be one of them; so may be any before the day of completeness.
    """
    in_year = [visit for visit in visits if visit.on.year == year]
    same = tuple(visit for visit in in_year if line and visit.line == line)
    perhaps = tuple(visit for visit in in_year if not line or not visit.line)
    if len(same) >= most:
        return Repeat(Answer.YES, same)
    if not line or len(same) + len(perhaps) >= most or not _complete(complete_since, date(year, 1, 1)):
        return Repeat(Answer.UNKNOWN, (*same, *perhaps))
    return Repeat(Answer.NO, same)


def _within(records: Sequence[Record], day: date, years: int) -> list[Record]:
    start = window_start(day, years)
    return [record for record in records if start <= record.on <= day]


def _complete(since: date | None, start: date) -> bool:
    return since is not None and since <= start


def _all(answers: Iterable[Answer]) -> Answer:
    found = set(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.YES
