"""Who is asked, the five levels (`rating.levels`), and when a survey takes ballots."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.kernel.errors import Refused


class Group(StrEnum):
    """Who is asked (item 85): deputies of the people's congress, members of the consultative conference, owners."""

    DEPUTIES = "deputies"
    MEMBERS = "members"
    ENTREPRENEURS = "entrepreneurs"


class Level(StrEnum):
    """From the best to the worst."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    VERY_POOR = "very_poor"


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


SCORES = {level: 5 - place for place, level in enumerate(Level)}


def check_days(from_on: date, until_on: date, *, today: date) -> None:
    """Refuses a period that ends before it begins, or that is over."""
    if until_on < from_on:
        raise Refused("survey_days_turned", field="until_on")
    if until_on < today:
        raise Refused("survey_days_over", field="until_on")


def check_open(state: State, from_on: date, until_on: date, *, today: date) -> None:
    """Refuses a ballot before the first day, after the last one, and once the survey is closed."""
    if state is not State.OPEN or not from_on <= today <= until_on:
        raise Refused("survey_not_open", status=409, first=from_on, last=until_on)


def mean(counts: Sequence[int]) -> Fraction:
    """The mean of the scores, 5 for the best level to 1 for the worst, exact; `counts` in the order of the levels."""
    points = sum(score * count for score, count in zip(SCORES.values(), counts, strict=True))
    return Fraction(points, sum(counts))
