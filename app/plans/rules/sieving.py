"""Which tasks take an enterprise, asked for a whole city: what each part of a frame says of a value is kept."""

from collections.abc import Sequence
from typing import Any

from app.plans.rules.terms import Cell, Frame, Task

_ANY: dict[str, Any] = {"kind": "", "trade": "", "township": "", "risk": "", "stratum": ""}
_ASKED = {"kinds": "kind", "trades": "trade", "townships": "township", "risks": "risk"}


class _Taking(dict[str, int]):
    """For each value of one part of the frames the tasks that take it; filled as it is asked."""

    def __init__(self, name: str, tasks: Sequence[Task]) -> None:
        self._asked = _ASKED[name]
        self._frames = [Frame(**{name: getattr(task.frame, name)}) for task in tasks]

    def __missing__(self, value: str) -> int:
        cell = Cell(**{**_ANY, self._asked: value})
        self[value] = sum(frame.takes(cell) << place for place, frame in enumerate(self._frames))
        return self[value]


class Sieve:
    """The same as `Task.takes` for each of these tasks. A set of tasks is a whole number, a bit for each."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._taking = [_Taking(name, tasks) for name in Frame._fields]
        self._without: dict[frozenset[str], int] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def names(self, cell: Cell) -> tuple[str, ...]:
        """The numbers of the tasks that may draw such an enterprise, in their order."""
        return () if cell.exempt else self._named(self._framing(cell) & self._not_had(cell.had))

    def framed(self, cell: Cell) -> tuple[str, ...]:
        """The numbers of the tasks in whose frame it lies, whatever else keeps it out."""
        return self._named(self._framing(cell))

    def _framing(self, cell: Cell) -> int:
        kinds, trades, townships, risks = self._taking
        return kinds[cell.kind] & trades[cell.trade] & townships[cell.township] & risks[cell.risk]

    def _not_had(self, had: frozenset[str]) -> int:
        if had not in self._without:
            free = (had.isdisjoint(task.departments) for task in self._tasks)
            self._without[had] = sum(one << place for place, one in enumerate(free))
        return self._without[had]

    def _named(self, found: int) -> tuple[str, ...]:
        if found not in self._names:
            self._names[found] = tuple(task.number for place, task in enumerate(self._tasks) if found >> place & 1)
        return self._names[found]
