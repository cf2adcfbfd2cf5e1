"""The words of a plan's gauges: what measures it, what it is measured against, which rows break it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from app.plans.rules import shares


class Name(StrEnum):
    """The gauges, in the order of the page."""

    COVERAGE = "coverage"
    JOINT = "joint"
    CITY = "city"
    DEPARTMENTS = "departments"
    TASKS = "tasks"
    RATES = "rates"
    ITEMS = "items"
    INSPECTORS = "inspectors"
    DONE_BY = "done_by"
    SUPERVISION = "supervision"


RULES = {
    Name.COVERAGE: "plan.item_coverage",
    Name.JOINT: "plan.joint_share",
    Name.CITY: "cap.share",
    Name.DEPARTMENTS: "cap.share",
    Name.TASKS: "cap.share",
    Name.RATES: "rate.by_grade",
    Name.ITEMS: "plan.item_coverage",
    Name.INSPECTORS: "draw.min_inspectors",
    Name.DONE_BY: "plan.done_by",
    Name.SUPERVISION: "key_supervision.coverage",
}


class Bounds(NamedTuple):
    """What the rulebook says of a plan; shares in percent, `grades` from the best to the worst."""

    share: Decimal
    joint: Decimal
    coverage: Decimal
    supervision: Decimal
    grades: tuple[str, ...]
    inspectors: int
    publish_by: date
    done_by: date
    visits_a_day: int
    quiet: tuple[int, int]


class Register(NamedTuple):
    """What the registers say on the day of counting: active enterprises, plannable items, high-risk enterprises.

    `staff` is how many inspectors of a department can be sent. `covered` of the `high` ones stand under supervision.
    """

    active: int
    items: frozenset[str]
    staff: Mapping[str, int]
    high: int
    covered: int


class Broken(NamedTuple):
    """A row that breaks a gauge: a task, item or department by its code, with the numbers that tell why."""

    ref: str
    part: int = 0
    whole: int = 0
    most: int = 0


class Gauge(NamedTuple):
    """`part` of `whole`; `most` is how many a cap allows, `at_most` the most that can come of it."""

    name: Name
    part: Fraction | int
    whole: int
    bound: Decimal | None
    holds: bool
    rows: tuple[Broken, ...] = ()
    most: int | None = None
    at_most: int | None = None

    @property
    def rule(self) -> str:
        """The rule that it measures."""
        return RULES[self.name]

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, cut off against whoever gains by it."""
        return shares.rounded(self.part, self.whole, up=self.most is not None)

    @property
    def shown(self) -> int:
        """`part` as whole enterprises, rounded up."""
        return shares.ceiling(self.part)
