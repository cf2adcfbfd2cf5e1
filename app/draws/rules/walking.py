"""The walk (draw/1 steps 3, 4 and 6): who is visited, for which tasks, and what stays open.

The walk takes enterprises in the order of (ticket, code) from anywhere: from a list, or chunk by chunk from an engine.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.draws.rules.hashing import ticket
from app.draws.rules.terms import CAPS, CITY, Cap, Enterprise, Shortfall, TaskRow
from app.kernel.errors import Refused

Pair = tuple[str, str]


class Drawn(NamedTuple):
    """An enterprise in the order of the walk; `rows` are the rows of the tasks that it is visited for."""

    ticket: str
    enterprise: Enterprise
    rows: list[TaskRow]


class Walk:
    """One walk, with what it has left: quotas by (task, stratum), limits by department, and the city's."""

    def __init__(self, tasks: Iterable[TaskRow], caps: Iterable[Cap]) -> None:
        self.rows: dict[Pair, TaskRow] = {(row.task, row.stratum): row for row in tasks}
        self.quotas: dict[Pair, int] = {pair: row.quota for pair, row in self.rows.items() if row.quota}
        limits = {cap.scope: cap.limit for cap in caps}
        if CITY not in limits:
            raise Refused("draw_cap_missing", file=CAPS, scope=CITY)
        self.city = limits.pop(CITY)
        self.limits = limits
        for row in self.rows.values():
            self._check(row)

    def _check(self, row: TaskRow) -> None:
        for department in row.departments:
            if department not in self.limits:
                raise Refused("draw_cap_missing", file=CAPS, scope=department)

    @property
    def done(self) -> bool:
        """Nobody can be drawn any more, whoever comes: the city's limit is reached, or no pair is open."""
        return self.city <= 0 or not self.open()

    def open(self) -> list[Pair]:
        """The pairs of task and stratum that may still draw somebody. A pair once closed stays closed."""
        return [pair for pair in self.quotas if self._is_open(self.rows[pair])]

    def _is_open(self, row: TaskRow) -> bool:
        return all(self.limits[department] > 0 for department in row.departments)

    def offer(self, ticket: str, enterprise: Enterprise) -> Drawn | None:
        """The next enterprise of the order. None: it is not visited."""
        if self.city <= 0:
            return None
        stratum, quotas = enterprise.stratum, self.quotas
        rows = [self.rows[pair] for task in enterprise.tasks if (pair := (task, stratum)) in quotas]
        kept = [row for row in rows if self._is_open(row)]
        if not kept:
            return None
        self._count(kept)
        return Drawn(ticket, enterprise, kept)

    def _count(self, kept: list[TaskRow]) -> None:
        self.city -= 1
        for row in kept:
            pair = (row.task, row.stratum)
            self.quotas[pair] -= 1
            if not self.quotas[pair]:
                del self.quotas[pair]
        for department in {department for row in kept for department in row.departments}:
            self.limits[department] -= 1

    def give_back(self, drawn: Drawn) -> None:
        """A visit that cannot be made: its quotas and limits are free again, for the next of the order."""
        self.city += 1
        for row in drawn.rows:
            pair = (row.task, row.stratum)
            self.quotas[pair] = self.quotas.get(pair, 0) + 1
        for department in {department for row in drawn.rows for department in row.departments}:
            self.limits[department] += 1

    def shortfalls(self) -> list[Shortfall]:
        """What the quotas still lack, by task and stratum."""
        return [Shortfall(task, stratum, left) for (task, stratum), left in sorted(self.quotas.items())]


def ordered(seed: str, roster: Iterable[Enterprise]) -> list[tuple[str, Enterprise]]:
    """The roster in the order of (ticket, code)."""
    return sorted((ticket(seed, enterprise.uscc), enterprise) for enterprise in roster)


def walk(state: Walk, order: Iterable[tuple[str, Enterprise]]) -> Iterator[Drawn]:
    """The enterprises visited, in order. Stops where nobody can be drawn any more.

    A larger quota of one task in one stratum only extends its sample there, whatever the caps: until the smaller quota
    is used up the two walks are the same, and from then on the smaller one draws nobody more for it. The samples of
    other tasks and strata stay as they are where no limit is reached; where one is, they may lose or gain.
    """
    for number, (own, enterprise) in enumerate(order):
        if state.city <= 0 or (number % 64 == 0 and state.done):
            return
        drawn = state.offer(own, enterprise)
        if drawn is not None:
            yield drawn
