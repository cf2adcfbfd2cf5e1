"""Which tasks take an enterprise, asked for a whole city: what each part of a frame says of a value is kept."""

from collections.abc import Sequence

from app.plans.rules.terms import Cell, Frame, Task

_ASKED = {"kinds": "kind", "trades": "trade", "townships": "township", "risks": "risk"}


class Sieve:
    """The same as `Task.takes` for each of these tasks. A set of tasks is a whole number, a bit for each."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._taking: dict[tuple[str, str], int] = {}
        self._without: dict[frozenset[str], int] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def names(self, cell: Cell) -> tuple[str, ...]:
        """The numbers of the tasks that may draw such an enterprise, in their order."""
        return () if cell.exempt else self._named(self._framing(cell) & self._not_had(cell.had))

    def framed(self, cell: Cell) -> tuple[str, ...]:
        """The numbers of the tasks in whose frame it lies, whatever else keeps it out."""
        return self._named(self._framing(cell))

    def _framing(self, cell: Cell) -> int:
        found = -1
        for name, asked in _ASKED.items():
            value = getattr(cell, asked)
            if (name, value) not in self._taking:
                self._taking[name, value] = self._take(name, cell)
            found &= self._taking[name, value]
        return found

    def _take(self, name: str, cell: Cell) -> int:
        frames = (Frame(**{name: getattr(task.frame, name)}) for task in self._tasks)
        return sum(frame.takes(cell) << place for place, frame in enumerate(frames))

    def _not_had(self, had: frozenset[str]) -> int:
        if had not in self._without:
            free = (had.isdisjoint(task.departments) for task in self._tasks)
            self._without[had] = sum(one << place for place, one in enumerate(free))
        return self._without[had]

    def _named(self, found: int) -> tuple[str, ...]:
        if found not in self._names:
            self._names[found] = tuple(task.number for place, task in enumerate(self._tasks) if found >> place & 1)
        return self._names[found]
