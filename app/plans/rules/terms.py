"""What a plan is made of: tasks (抽查任务), the frame of each, and the enterprises as a plan sees them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from app.enterprises.rules import Grade
from app.kernel.errors import Refused

CITY = "*"
UNRATED = "U"
STRATA = (*(grade.value for grade in Grade), UNRATED)
WHOLE_RATE = 10_000
MOST_INSPECTORS = 20


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Targeting(StrEnum):
    """Whether a task looks at a named sort of enterprise (定向) or at all of them (不定向)."""

    TARGETED = "targeted"
    UNTARGETED = "untargeted"


class Cell(NamedTuple):
    """What a plan sees of an enterprise. `risk` is empty where none is known, `stratum` is its credit grade or `U`.

    `exempt` lies outside every frame; `had` are the departments whose line has had its visits of the year there.
    """

    kind: str
    trade: str
    township: str
    risk: str
    stratum: str
    exempt: bool = False
    had: frozenset[str] = frozenset()


class Frame(NamedTuple):
    """Who can be drawn. An empty list lets everybody through; a trade lets those through that begin with it."""

    kinds: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()

    def takes(self, cell: Cell) -> bool:
        """Whether an enterprise like this lies in the frame."""
        return (
            (not self.kinds or cell.kind in self.kinds)
            and (not self.townships or cell.township in self.townships)
            and (not self.risks or cell.risk in self.risks)
            and (not self.trades or cell.trade.startswith(self.trades))
        )


class Task(NamedTuple):
    """One row of the plan. `departments` are codes, the lead first, `items` are codes.

    `rates` are hundredths of a percent for each stratum: 250 is 2.50 %. `inspectors` go from each department.
    `schedule` holds the visits of each month where somebody has set them; empty, they are spread evenly.
    """

    number: str
    name: str
    targeting: Targeting
    departments: tuple[str, ...]
    items: tuple[str, ...]
    frame: Frame
    rates: Mapping[str, int]
    inspectors: int
    from_month: int
    until_month: int
    schedule: Mapping[int, int] = {}

    @property
    def joint(self) -> bool:
        """Whether two or more departments run it (联合抽查)."""
        return len(self.departments) > 1

    def takes(self, cell: Cell) -> bool:
        """Whether it may draw an enterprise like this: in its frame, and kept out by nothing that is known of it."""
        return not cell.exempt and cell.had.isdisjoint(self.departments) and self.frame.takes(cell)

    @property
    def months(self) -> range:
        """The months in which it is done."""
        return range(self.from_month, self.until_month + 1)


class Supervision(NamedTuple):
    """Key supervision (重点监管): every high-risk enterprise of the frame, not drawn, with the law for it."""

    department: str
    frame: Frame
    basis: str


_LISTS = ("departments", "items")
_NUMBERS = ("inspectors", "from_month", "until_month")


def written(task: Task) -> dict[str, Any]:
    """A task as facts of the ledger: lists a name a line, rates in hundredths of a percent, months as `4:12`."""
    return {
        "number": task.number,
        "name": task.name,
        "targeting": task.targeting.value,
        **{name: "\n".join(getattr(task, name)) for name in _LISTS},
        **{name: "\n".join(values) for name, values in task.frame._asdict().items()},
        "rates": "\n".join(f"{stratum}:{task.rates[stratum]}" for stratum in STRATA),
        **{name: getattr(task, name) for name in _NUMBERS},
        "schedule": "\n".join(f"{month}:{task.schedule[month]}" for month in sorted(task.schedule)),
    }


def restored(facts: Mapping[str, Any]) -> Task:
    """The task that `written` made these facts of."""
    return Task(
        facts["number"],
        facts["name"],
        Targeting(facts["targeting"]),
        _lines(facts["departments"]),
        _lines(facts["items"]),
        Frame(*(_lines(facts[name]) for name in Frame._fields)),
        {stratum: int(rate) for stratum, rate in _pairs(facts["rates"])},
        int(facts["inspectors"]),
        int(facts["from_month"]),
        int(facts["until_month"]),
        {int(month): int(visits) for month, visits in _pairs(facts["schedule"])},
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _pairs(text: str) -> list[list[str]]:
    return [line.split(":") for line in _lines(text)]


def percent(rate: int) -> Decimal:
    """Hundredths of a percent as percent."""
    return Decimal(rate) / 100


def check_rates(rates: Mapping[str, int], grades: tuple[str, ...]) -> None:
    """The better the credit, the fewer are drawn (item 78): a rate above that of the next grade is refused."""
    for better, worse in pairwise(grades):
        if rates.get(better, 0) > rates.get(worse, 0):
            raise Refused("plan_rates_order", field=f"rate_{better.lower()}", better=better, worse=worse)


def check_months(from_month: int, until_month: int, done_by_month: int) -> None:
    """A task ends in the month in which it begins or later, and by the month by which all is done."""
    if until_month < from_month:
        raise Refused("plan_months_order", field="until_month")
    if until_month > done_by_month:
        raise Refused("plan_months_late", field="until_month", month=done_by_month)


def check_schedule(task: Task, quota: int) -> None:
    """The months that somebody sets lie within the task's and add up to its visits."""
    if set(task.schedule) - set(task.months):
        raise Refused("plan_schedule_months", first=task.from_month, last=task.until_month)
    if task.schedule and sum(task.schedule.values()) != quota:
        raise Refused("plan_schedule_sum", planned=sum(task.schedule.values()), quota=quota)
