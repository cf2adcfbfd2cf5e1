"""Which items each department's inspectors must be allowed to look at, for the tasks of a plan."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from app.plans.rules.terms import Task


def duties(tasks: Sequence[Task], owners: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """For each department the items that it looks at: those it owns, and as lead those that no party of a task owns.

    The draw sends any inspector of a department to any of its visits; whoever must not look at one of these items is
    not sent at all.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for task in tasks:
        for code in task.departments:
            found[code].update(item for item in task.items if code in owners.get(item, ()))
        nobodys = (item for item in task.items if not set(task.departments) & set(owners.get(item, ())))
        found[task.departments[0]].update(nobodys)
    return {code: frozenset(items) for code, items in found.items()}
