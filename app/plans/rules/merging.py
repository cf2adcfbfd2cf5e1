"""Which tasks could be one: the same enterprises in overlapping months are visited once (merge.* of the rulebook)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.plans.rules import counting, shares
from app.plans.rules.counting import Count, Groups
from app.plans.rules.terms import STRATA, WHOLE_RATE, Targeting, Task

LONGEST_NAME = 200


class Proposal(NamedTuple):
    """Tasks that could be one. `apart` visits are planned now, `together` with the joint task; `shared` enterprises
    lie in the frames of all of them.
    """

    tasks: tuple[Task, ...]
    joint: Task
    shared: int
    apart: int
    together: int

    @property
    def saved(self) -> int:
        """Visits that are not made."""
        return self.apart - self.together


class Overlap(NamedTuple):
    """Two tasks whose frames cross: the draw joins their visits where it can, they cannot be made one as they are."""

    one: str
    other: str
    shared: int
    in_time: bool


def proposals(tasks: Sequence[Task], groups: Groups, count: Count, share: Decimal) -> list[Proposal]:
    """Sets of tasks with the same frame and a month in common, those that save most first."""
    found = [_proposal(chosen, count, share) for chosen in _alike(tasks, groups, count) if len(chosen) > 1]
    return sorted(found, key=lambda proposal: (-proposal.saved, proposal.joint.number))


def crossing(tasks: Sequence[Task], groups: Groups, count: Count) -> list[Overlap]:
    """Pairs of tasks with different frames that share enterprises, those that share most first."""
    known = {task.number: task for task in tasks}
    found = [
        Overlap(one, other, shared, _in_time(known[one], known[other]))
        for (one, other), shared in counting.overlaps(groups).items()
        if not shared == count.frame(one) == count.frame(other)
    ]
    return sorted(found, key=lambda overlap: (-overlap.shared, overlap.one, overlap.other))


def joined(tasks: Sequence[Task], count: Count, share: Decimal) -> Task:
    """One task instead of several with the same frame.

    Departments and items of all, the first one's lead; the months that all have; of inspectors and of each rate the
    largest. Where the quotas of those rates are over the share of the frame, all rates are cut in one proportion.
    """
    first = tasks[0]
    rates = {stratum: max(task.rates[stratum] for task in tasks) for stratum in STRATA}
    return Task(
        first.number,
        "、".join(_once(task.name for task in tasks))[:LONGEST_NAME],
        _targeting(tasks),
        tuple(_once(code for task in tasks for code in task.departments)),
        tuple(sorted({item for task in tasks for item in task.items})),
        first.frame,
        _cut(first.number, rates, count, share),
        max(task.inspectors for task in tasks),
        max(task.from_month for task in tasks),
        min(task.until_month for task in tasks),
    )


def _cut(number: str, rates: dict[str, int], count: Count, share: Decimal) -> dict[str, int]:
    """The rates, each cut in one proportion where together they take more than the share of the frame."""
    frames = {stratum: count.frames[number, stratum] for stratum in STRATA}
    most = shares.most(count.frame(number), share)
    if shares.quotas(frames, rates) <= most:
        return rates
    asked = sum(frames[stratum] * rates[stratum] for stratum in STRATA)
    return {stratum: rate * most * WHOLE_RATE // asked for stratum, rate in rates.items()}


def _proposal(tasks: Sequence[Task], count: Count, share: Decimal) -> Proposal:
    joint = joined(tasks, count, share)
    number = tasks[0].number
    together = shares.quotas({stratum: count.frames[number, stratum] for stratum in STRATA}, joint.rates)
    apart = sum(count.quota(task.number) for task in tasks)
    return Proposal(tuple(tasks), joint, count.frame(number), apart, together)


def _alike(tasks: Sequence[Task], groups: Groups, count: Count) -> Iterator[list[Task]]:
    """Sets of tasks with the same enterprises that have at least one month in common."""
    same: dict[frozenset[tuple[str, tuple[str, ...]]], list[Task]] = {}
    within: dict[str, set[tuple[str, tuple[str, ...]]]] = {task.number: set() for task in tasks}
    for key in groups:
        for name in key[1]:
            within[name].add(key)
    for task in tasks:
        if count.frame(task.number):
            same.setdefault(frozenset(within[task.number]), []).append(task)
    for alike in same.values():
        yield from _in_one_month(alike)


def _in_one_month(tasks: list[Task]) -> Iterator[list[Task]]:
    rest = sorted(tasks, key=lambda task: (task.until_month, task.number))
    while rest:
        last = rest[0].until_month
        yield sorted((task for task in rest if task.from_month <= last), key=lambda task: task.number)
        rest = [task for task in rest if task.from_month > last]


def _in_time(one: Task, other: Task) -> bool:
    return one.from_month <= other.until_month and other.from_month <= one.until_month


def _targeting(tasks: Sequence[Task]) -> Targeting:
    return Targeting.TARGETED if any(task.targeting is Targeting.TARGETED for task in tasks) else Targeting.UNTARGETED


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
