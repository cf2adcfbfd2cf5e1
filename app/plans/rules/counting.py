"""How many enterprises a plan draws, before it is drawn: frames, quotas, and distinct enterprises.

One draw serves all tasks, and an enterprise has one ticket whatever the task. So an enterprise is visited once for all
its tasks, and it is drawn as soon as the task with the highest rate takes it: of a group of n enterprises that lie in
the frames of the same tasks, n times the highest of their rates are expected. Where frames are the same or nested that
is what a draw gives; where they cross it is the least that can be expected, and near it for large frames. Beside it
stands what can never be exceeded: the sum of the quotas, at most the frame.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from app.plans.rules import shares
from app.plans.rules.sieving import Sieve
from app.plans.rules.terms import CITY, STRATA, Cell, Task

JOINT = "joint"
Key = tuple[str, str]
Groups = Mapping[tuple[str, tuple[str, ...]], int]


def grouped(cells: Mapping[Cell, int], tasks: Sequence[Task]) -> Groups:
    """How many enterprises of a stratum lie in the frames of exactly these tasks; those of no task are left out."""
    groups: Counter[tuple[str, tuple[str, ...]]] = Counter()
    sieve = Sieve(tasks)
    for cell, count in cells.items():
        names = sieve.names(cell)
        if names and count:
            groups[cell.stratum, names] += count
    return groups


class Scoped(NamedTuple):
    """Of the city or of a department: its frame, the distinct enterprises that are expected, and at most."""

    frame: int
    expected: Fraction
    bound: int


@dataclass(frozen=True)
class Count:
    """What the tasks draw. `frames` and `quotas` by (task, stratum); `scopes` by department, `*` and `joint`.

    `contributions` tells for which task decides for how many of the expected enterprises.
    """

    frames: Mapping[Key, int]
    quotas: Mapping[Key, int]
    scopes: Mapping[str, Scoped]
    contributions: Mapping[str, Fraction]

    def frame(self, number: str) -> int:
        """How many enterprises a task may draw from."""
        return sum(self.frames[number, stratum] for stratum in STRATA)

    def quota(self, number: str) -> int:
        """How many enterprises a task draws."""
        return sum(self.quotas[number, stratum] for stratum in STRATA)

    @property
    def checks(self) -> int:
        """The quotas of all tasks: as many visits as if every task went alone."""
        return sum(self.quotas.values())


NOBODY = Scoped(0, Fraction(), 0)


def count(tasks: Sequence[Task], groups: Groups) -> Count:
    """Frames, quotas and distinct enterprises of a plan."""
    found: Counter[Key] = Counter()
    for (stratum, names), size in groups.items():
        for name in names:
            found[name, stratum] += size
    frames = {(task.number, stratum): found[task.number, stratum] for task in tasks for stratum in STRATA}
    quotas = {
        (task.number, stratum): shares.of_rate(frames[task.number, stratum], task.rates[stratum])
        for task in tasks
        for stratum in STRATA
    }
    rates = {key: Fraction(quotas[key], frame) for key, frame in frames.items() if frame}
    winners, sizes = _decided(tasks, groups, _ranked(rates))
    return Count(frames, quotas, _scopes(tasks, quotas, rates, winners, sizes), _contributions(rates, winners))


def scopes_of(task: Task) -> tuple[str, ...]:
    """Whose cap a task counts against."""
    return (CITY, *task.departments, JOINT) if task.joint else (CITY, *task.departments)


def _ranked(rates: Mapping[Key, Fraction]) -> dict[Key, int]:
    """Rates as places in their order: whole numbers are quicker to compare than fractions."""
    return {key: place for place, key in enumerate(sorted(rates, key=lambda key: (rates[key], key)))}


def _decided(
    tasks: Sequence[Task], groups: Groups, ranks: Mapping[Key, int]
) -> tuple[dict[str, Counter[Key]], dict[str, Counter[str]]]:
    """For each scope how many enterprises the task with the highest rate decides for, and its frame by stratum."""
    within = {task.number: scopes_of(task) for task in tasks}
    winners: dict[str, Counter[Key]] = defaultdict(Counter)
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for (stratum, names), size in groups.items():
        best: dict[str, Key] = {}
        for key in sorted(((name, stratum) for name in names), key=ranks.__getitem__):
            best |= dict.fromkeys(within[key[0]], key)
        for scope, key in best.items():
            winners[scope][key] += size
            sizes[scope][stratum] += size
    return winners, sizes


def _scopes(
    tasks: Sequence[Task],
    quotas: Mapping[Key, int],
    rates: Mapping[Key, Fraction],
    winners: Mapping[str, Counter[Key]],
    sizes: Mapping[str, Counter[str]],
) -> dict[str, Scoped]:
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        for scope in scopes_of(task):
            asked[scope].update({stratum: quotas[task.number, stratum] for stratum in STRATA})
    return {
        scope: Scoped(
            sum(sizes[scope].values()),
            _sum(rates, winners[scope]),
            sum(min(asked[scope][stratum], size) for stratum, size in sizes[scope].items()),
        )
        if scope in sizes
        else NOBODY
        for scope in asked
    }


def _sum(rates: Mapping[Key, Fraction], decided: Mapping[Key, int]) -> Fraction:
    return sum((rates[key] * size for key, size in decided.items()), Fraction())


def _contributions(rates: Mapping[Key, Fraction], winners: Mapping[str, Counter[Key]]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = defaultdict(Fraction)
    for key, size in winners.get(CITY, Counter()).items():
        found[key[0]] += rates[key] * size
    return dict(found)


def overlaps(groups: Groups) -> Counter[tuple[str, str]]:
    """How many enterprises lie in the frames of both of two tasks."""
    found: Counter[tuple[str, str]] = Counter()
    for (_stratum, names), size in groups.items():
        for place, name in enumerate(names):
            for other in names[place + 1 :]:
                found[name, other] += size
    return found
