"""What every engine answers: the enterprises of a roster file whose tickets lie in a window, in order.

An engine computes tickets and nothing else; the walk stays in one place. It asks for one window after the other, each
beginning where the last one ended, until nobody can be drawn any more: small strata are found however far it takes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from app.draws import rules

WHOLE = 1 << 64
HEAD = 1 << 16
WIDER, AHEAD, LEAST = 4, 2, 4096

Row = tuple[str, str, str, str]
Open = Mapping[str, frozenset[str]]
Told = Callable[[int], None]


class Window(NamedTuple):
    """Tickets from `low` up to, not with, `high`, as the first 64 of their 256 bits."""

    low: int
    high: int

    @property
    def as_hex(self) -> tuple[str, str]:
        """The ends as text that tickets compare with. Nothing sorts after the end of the whole."""
        return f"{self.low:016x}", f"{self.high:016x}" if self.high < WHOLE else "g"

    @property
    def as_bytes(self) -> tuple[bytes, bytes]:
        """The ends as bytes that digests compare with."""
        low, high = (min(end, WHOLE - 1).to_bytes(8, "big") for end in self)
        return low, high if self.high < WHOLE else b"\xff" * 33


class Engine(Protocol):
    """`rows(seed, window, open)`: ticket, code, stratum and tasks, by (ticket, code).

    `open` names, by stratum, the tasks that may still draw somebody; who has none of them may be left out.
    """

    def rows(self, seed: str, window: Window, open_: Open) -> Iterable[Row]: ...

    def close(self) -> None: ...


def order(engine: Engine, seed: str, state: rules.Walk, roster: Path) -> Iterator[tuple[str, rules.Enterprise]]:
    """The roster in the order of the walk, as far as the walk needs it, by windows that grow as they go."""
    low, high = 0, _first(state, roster)
    while low < WHOLE and not state.done:
        for own, uscc, stratum, tasks in engine.rows(seed, Window(low, high), _open(state)):
            yield own, rules.Enterprise(uscc, stratum, tuple(tasks.split(" ")))
        low, high = high, min(WHOLE, high * WIDER)


def _first(state: rules.Walk, roster: Path) -> int:
    """The end of the first window: twice as many enterprises as can be visited, counted by the length of the file."""
    with roster.open("rb") as file:
        head = file.read(HEAD)
    count = roster.stat().st_size * max(1, head.count(b"\n")) // max(1, len(head)) + 1
    wanted = AHEAD * min(state.city, sum(state.quotas.values())) + LEAST
    return min(WHOLE, WHOLE * wanted // count)


def _open(state: rules.Walk) -> Open:
    found: dict[str, set[str]] = {}
    for task, stratum in state.open():
        found.setdefault(stratum, set()).add(task)
    return {stratum: frozenset(tasks) for stratum, tasks in found.items()}
