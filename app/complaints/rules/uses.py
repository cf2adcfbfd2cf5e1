"""How the form is used, told of nobody: how often it was begun and filed in a month, and how long that took."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

FOLLOWED, TIMED, MINUTE = timedelta(days=28), timedelta(days=1), timedelta(minutes=1)


class Use(StrEnum):
    """What is counted: begun; filed without a known time; filed in so many whole minutes since the form was opened."""

    BEGUN = "begun"
    UNTIMED = "untimed"
    TWO = "0-2"
    FIVE = "3-5"
    TEN = "6-10"
    QUARTER = "11-15"
    HALF = "16-30"
    HOUR = "31-60"
    LONGER = "61-"


STEPS = {
    Use.TWO: 2,
    Use.FIVE: 5,
    Use.TEN: 10,
    Use.QUARTER: 15,
    Use.HALF: 30,
    Use.HOUR: 60,
    Use.LONGER: TIMED // MINUTE,
}
FILED = (*STEPS, Use.UNTIMED)


def use_of(began: datetime, opened: datetime | None, at: datetime) -> Use | None:
    """As what a form is counted that is filed now; None where it was begun so long ago that its month is told."""
    if not timedelta() <= at - began <= FOLLOWED:
        return None
    if opened is None or not timedelta() <= at - opened <= TIMED:
        return Use.UNTIMED
    minutes = (at - opened) // MINUTE
    return next(step for step, most in STEPS.items() if minutes <= most)


def median(counts: Mapping[Use, int]) -> Use | None:
    """The shortest step in which, or in less, at least half of the forms were filed; None of none.

    Those without a known time come last: they were filed after a day, or nobody knows.
    """
    whole, passed = sum(counts.get(step, 0) for step in FILED), 0
    for step in FILED:
        passed += counts.get(step, 0)
        if 0 < whole <= 2 * passed:
            return step
    return None
