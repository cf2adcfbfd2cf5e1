"""Counting to a number within days (rules.md "Warnings with numbers"); the counter begins anew after each warning."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What adds up: visits to one enterprise; of one department late answers, entries without a pass, and reports of
    people without a pass. The last is known to the office and the discipline alone: no department learns of reports.
    """

    SAME_ENTERPRISE = "same_enterprise"
    LATE_ANSWERS = "late_answers"
    WITHOUT_PASS = "without_pass"  # noqa: S105
    UNANNOUNCED = "unannounced"


class Event(NamedTuple):
    """One thing that counts: the day on which it counts, and the number of its case, which counts once."""

    on: date
    ref: str


class Terms(NamedTuple):
    """How many within how many days make a warning, and the version of the rulebook that says so."""

    needed: int
    within: int
    version: int


def counted(
    events: Iterable[Event], terms: Terms, *, since: date | None = None
) -> tuple[list[Sequence[Event]], list[Event]]:
    """The warnings that these events make, each with its events; and those that still count towards the next one.

    `since` is the day on which the last warning was reached: what lies before it counts no more, what is left of that
    day does. Two events are within the days where the later one is at most so many days after the earlier one.
    """
    made, held = list[Sequence[Event]](), list[Event]()
    for event in sorted(set(events)):
        if since is not None and event.on < since:
            continue
        held = [*_within(held, event.on, terms.within), event]
        if len(held) >= terms.needed:
            made.append(tuple(held))
            held = []
    return made, held


def progress(events: Iterable[Event], terms: Terms, today: date, *, since: date | None = None) -> list[Event]:
    """What counts towards the next warning as of a day."""
    return list(_within(counted(events, terms, since=since)[1], today, terms.within))


def _within(events: Iterable[Event], on: date, within: int) -> Iterator[Event]:
    return (event for event in events if (on - event.on).days <= within)


def restarts(warning: Sequence[Event]) -> date:
    """The day on which a warning was reached, from which counting begins anew."""
    return max(event.on for event in warning)
