"""The rulebook within a query: each day is judged by the version in force on it, never by a later one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from app.policy import queries as policy
from app.policy.models import RuleVersion
from app.workdays.queries import calendar

_ONE_DAY = timedelta(days=1)


def versions(rule_id: str) -> Sequence[RuleVersion]:
    """Every version of a rule; none where the rulebook has no such rule."""
    return policy.all_versions().get(rule_id, [])


def by_version(rule_id: str, day: Any, says: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """What `says` makes of the rule's value, for each day by the version that is in force on it."""
    found = []
    for one in versions(rule_id):
        until = [] if one.until_on is None else [day <= one.until_on]
        found.append(and_(day >= one.from_on, *until, says(one.value)))
    return or_(false(), *found)


def value(rule_id: str, on: date) -> Any:
    """The value in force on a day; None where there is no such rule then: what came before it is not judged by it."""
    row = policy.in_force(rule_id, on)
    return row.value if row else None


def whole(rule_id: str, on: date) -> int | None:
    """The value in force on a day as a whole number; None where a city's rulebook has no such rule."""
    told = value(rule_id, on)
    return None if told is None else int(told)


def wholes(rule_id: str) -> Callable[[date], int | None]:
    """The same for many days: the versions of the rule are read once."""
    known = versions(rule_id)

    def on(day: date) -> int | None:
        found = (one.value for one in known if one.from_on <= day and (one.until_on is None or day <= one.until_on))
        told = next(found, None)
        return None if told is None else int(str(told))

    return on


def day_of_year(rule_id: str, year: int) -> date | None:
    """The day of a year that a rule names as month and day (`plan.done_by`), by the version at the year's end."""
    told = value(rule_id, date(year, 12, 31))
    return None if told is None else date(year, *(int(part) for part in str(told).split("-")))


def last_start(rule_id: str, on: date) -> date | None:
    """The last day from which the period of a rule, in working days, was over before `on`."""
    length, day = whole(rule_id, on), on - _ONE_DAY
    if length is None:
        return None
    while calendar().after(day, length) >= on:
        day -= _ONE_DAY
    return day


def clauses() -> dict[str, str]:
    """The clause that each rule of the rulebook rests on, by its latest version."""
    return {rule_id: rows[0].clause for rule_id, rows in policy.all_versions().items()}
