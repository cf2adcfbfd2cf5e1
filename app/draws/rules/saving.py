"""What one ticket for all tasks saves: how many enterprises independent draws of the same quotas would disturb."""

from collections import Counter
from collections.abc import Iterable
from math import fsum, prod

from app.draws.rules.terms import Enterprise, TaskRow


def disturbed_independently(roster: Iterable[Enterprise], tasks: Iterable[TaskRow]) -> float:
    """The expected number of distinct enterprises if each task drew by itself, without caps.

    A task that draws q of the F enterprises of a stratum takes each with probability q/F; apart from each other, all
    tasks pass an enterprise by with the product of their 1 - q/F. The expectation is the sum of 1 minus that product
    over the roster. Floats, added exactly: for 10 000 000 enterprises right to six decimals, and shown as a whole.
    """
    kinds = Counter((enterprise.stratum, enterprise.tasks) for enterprise in roster)
    frames: Counter[tuple[str, str]] = Counter()
    for (stratum, names), count in kinds.items():
        for name in names:
            frames[name, stratum] += count
    passed = {
        (row.task, row.stratum): 1 - min(row.quota, frame) / frame
        for row in tasks
        if (frame := frames[row.task, row.stratum])
    }
    return fsum(
        count * (1 - prod(passed.get((name, stratum), 1.0) for name in names))
        for (stratum, names), count in kinds.items()
    )
