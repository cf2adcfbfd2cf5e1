"""What lateness leads to (ux.md Y-04, `supervision.*`): soon is blue, late is yellow, later or unanswered is red."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What is issued: an order of a colour, by rule; or a measure of item 81, as somebody of the office decides."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    ONSITE = "onsite"
    INTERVIEW = "interview"
    CIRCULAR = "circular"


COLOURS = (Kind.BLUE, Kind.YELLOW, Kind.RED)
MEASURES = (Kind.ONSITE, Kind.INTERVIEW, Kind.CIRCULAR)


class Numbers(NamedTuple):
    """The rulebook's numbers, all in working days: before the end, after it, for receipt and answer of an order."""

    blue_before: int
    yellow_after: int
    red_after: int
    receipt: int
    answer: int


def proposed(left: int, *, over: bool, unanswered: bool, numbers: Numbers) -> Kind | None:
    """What a running clock leads to. `left` are its working days, negative after its end; `over`: the end has passed.

    `unanswered`: a yellow order about it was not answered within its time. A clock that ended on the day before a
    weekend is over and no working day late: nothing is proposed until it is.
    """
    if not over:
        return Kind.BLUE if left <= numbers.blue_before else None
    if -left >= numbers.red_after or unanswered:
        return Kind.RED
    return Kind.YELLOW if -left >= numbers.yellow_after else None
