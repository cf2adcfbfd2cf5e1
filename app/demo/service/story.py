"""The acts to come, by their time. One that is played may add others, which take their place among those left."""

import heapq
from collections.abc import Iterable, Iterator

from app.demo.service.playing import Told


class Story:
    """What will happen; the same acts in the same order for the same seed."""

    def __init__(self, acts: Iterable[Told]) -> None:
        self._left: list[tuple[object, tuple[int, int], int, Told]] = []
        self._count = 0
        self.add(acts)

    def __len__(self) -> int:
        """How many acts there have been and will be, as far as is known."""
        return self._count

    @property
    def left(self) -> int:
        """How many are still to come."""
        return len(self._left)

    def add(self, acts: Iterable[Told]) -> None:
        """Put acts in. None of them may lie before one that was played already."""
        for act in acts:
            heapq.heappush(self._left, (act.at, act.order, self._count, act))
            self._count += 1

    def take(self, most: int) -> Iterator[Told]:
        """The next acts, at most so many; what an act adds meanwhile is among them where its time has come."""
        for _ in range(most):
            if not self._left:
                return
            yield heapq.heappop(self._left)[-1]
