"""Two states of a plan beside each other: what differs between their tasks, and the plan as it stood at an entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from app.plans.rules.terms import STRATA, Task, restored, written

TELLING = frozenset({"plan:add_task", "plan:revise_task", "plan:merge", "plan:schedule"})


class Difference(NamedTuple):
    """A task that one state has and the other not, or that reads otherwise: the facts that differ, both ways."""

    number: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def differences(before: Sequence[Task], after: Sequence[Task]) -> list[Difference]:
    """What became different, by task."""
    old = {task.number: written(task) for task in before}
    new = {task.number: written(task) for task in after}
    return [
        Difference(number, *_differing(old.get(number, {}), new.get(number, {})))
        for number in sorted(old.keys() | new.keys())
        if old.get(number) != new.get(number)
    ]


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in (old or new) if old.get(name) != new.get(name)]
    return {name: old[name] for name in names if old}, {name: new[name] for name in names if new}


def changed(tasks: Sequence[Task], number: str, rates: Mapping[str, int]) -> list[Task]:
    """The same tasks with other rates for one of them; strata that are not named keep theirs."""
    return [
        task._replace(rates={stratum: rates.get(stratum, task.rates[stratum]) for stratum in STRATA}, schedule={})
        if task.number == number
        else task
        for task in tasks
    ]


def replayed(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Task]:
    """The tasks after these acts on a plan, each `(verb, facts)` in order: versions need no other memory."""
    found: dict[str, Task] = {}
    for verb, facts in entries:
        for gone in str(facts.get("gone") or "").split("\n"):
            found.pop(gone, None)
        if verb in TELLING:
            task = restored(facts)
            found[task.number] = task
    return [found[number] for number in sorted(found)]
