"""What may be published of a closed survey, so that no answers of a few people can be read or computed.

A department's answers are shown from `least` on. Its groups are shown all together or not at all: one hidden group
beside shown ones would be the difference to the whole. Whoever looks may know how many ballots there are, how many
codes each group got, and this rule. Where that would fix how many of a hidden group answered, no groups are shown of
any department; where it still would, the department's total is hidden as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Counts = tuple[int, ...]
Table = Mapping[tuple[int, str], Counts]
Sizes = tuple[int, ...]


class Shown(NamedTuple):
    """What is shown of one department: None is hidden. Counts in the order of the levels."""

    total: Counts | None
    groups: Mapping[str, Counts] | None


@dataclass(frozen=True)
class Known:
    """What whoever looks knows of the people: all ballots, the codes of each group, how few are hidden."""

    ballots: int
    codes: Sizes
    least: int


def published(table: Table, departments: Sequence[int], groups: Sequence[str], known: Known) -> dict[int, Shown]:
    """What is shown of each department. `table` has the counts by department and group, of all groups."""
    sizes = {one: tuple(sum(table[one, group]) for group in groups) for one in departments}
    whole = {one for one in departments if sum(sizes[one]) >= known.least}
    split = {one for one in whole if len(groups) > 1 and min(sizes[one]) >= known.least}
    if not all(_vague(sum(sizes[one]), [sizes[other] for other in split], known) for one in whole - split):
        split = set()
    if len(groups) > 1:
        whole = {one for one in whole if one in split or _vague(sum(sizes[one]), (), known)}
    return {one: _shown(table, one, groups, one in whole, one in split) for one in departments}


def _shown(table: Table, one: int, groups: Sequence[str], whole: bool, split: bool) -> Shown:
    rows = [table[one, group] for group in groups]
    total = tuple(map(sum, zip(*rows, strict=True))) if whole and rows else None
    return Shown(total, dict(zip(groups, rows, strict=True)) if split else None)


def _vague(total: int, shown: Sequence[Sizes], known: Known) -> bool:
    """Whether each hidden group of a total could still have several sizes; `shown` are those shown elsewhere."""
    lows = [max((one[place] for one in shown), default=0) for place in range(len(known.codes))]
    seen: list[set[int]] = [set() for _ in known.codes]
    for sizes in _splits(total, known.codes):
        fits = sum(map(max, lows, sizes)) <= known.ballots
        if fits and min(sizes) < known.least:
            for place, size in enumerate(sizes):
                seen[place].add(size)
            if all(len(one) > 1 for one in seen):
                return True
    return False


def _splits(total: int, most: Sizes) -> Iterator[Sizes]:
    """Every way to divide a total over groups that have at most so many."""
    if len(most) == 1:
        if total <= most[0]:
            yield (total,)
        return
    for first in range(min(total, most[0]) + 1):
        yield from ((first, *rest) for rest in _splits(total - first, most[1:]))
