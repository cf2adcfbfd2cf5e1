"""A fault at every call to the system that an act makes: what is left, and whether the service goes on."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.journeys.tracing import RARE
from tests.journeys.world import Change, Outcome, World, change, check_ledger

FAULTS = {
    "killed": "{call}:signal=KILL:when={n}",
    "failed": "{call}:error=EIO:when={n}",
    "full": "{call}:error=ENOSPC:when={n}+",
    "broken": "{call}:error=ECONNRESET:signal=USR1:when={n}",
    "cut off": "{call}:error=EPIPE:signal=USR1:when={n}+",
}
EVERY = 1 if os.environ.get("FAULTS") == "all" else 15
DONE = {"2", "3"}


class Torn(AssertionError):
    """Half an act, or an act that was acknowledged and is not there."""


def picked(call: str, turns: int, first: int, every: int) -> Iterable[int]:
    """Which of a call's turns are spoiled: all where they are few or rare, else each `every`th and the last.

    A run differs from another by a call or two; with every turn asked for it goes on until none is left.
    """
    if every == 1:
        return count(1)
    if call in RARE or turns < every:
        return range(1, turns + 1)
    return sorted({*range(first, turns, every), turns})


class Sweep:
    """One act, spoiled again and again. `left` counts what each fault left: `nothing` or `whole`."""

    def __init__(
        self,
        world: World,
        make_act: Callable[[], dict[str, Any]],
        whole: Change,
        *,
        server: bool = False,
        every: int = EVERY,
    ) -> None:
        self.world = world
        self.make_act = make_act
        self.whole = whole
        self.server = server
        self.every = every
        self.left: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self._anew()

    def _anew(self) -> None:
        self.asked = self.make_act()
        self.before = self.world.rows()

    def everywhere(self, *kinds: str) -> None:
        """Spoil each turn of each call that a clean act makes. Raises `Torn` where a fault leaves a half."""
        clean = self.world.traced(self.asked, server=self.server)
        assert (clean.ended in DONE, self.found()) == (True, self.whole)
        for first, kind in enumerate(kinds, 1):
            for call, turns in clean.calls.items():
                self._anew()
                self._turns(kind, call, picked(call, turns, first, self.every))
                assert self.hits[f"{kind} {call}"], f"{kind} {call}: no fault came to pass"
        self._sound("verify")
        print(f"clean {dict(clean.calls)}; spoiled {dict(self.hits)}; left {dict(self.left)}")

    def _turns(self, kind: str, call: str, turns: Iterable[int]) -> None:
        for n in turns:
            fault = FAULTS[kind].format(call=call, n=n)
            seen = self.world.traced(self.asked, fault, again=kind in {"failed", "broken"}, server=self.server)
            self.judge(fault, seen)
            if not seen.hit:
                return
            self.hits[f"{kind} {call}"] += 1

    def found(self) -> Change:
        """What differs from before the act, as one who has just come sees it."""
        return {
            name: counts for name, counts in change(self.before, self.world.rows()).items() if name != "ledger_nodes"
        }

    def judge(self, fault: str, seen: Outcome) -> None:
        """Nothing or the whole act; all of it where it was acknowledged; sent again, there is one."""
        self.world.wait()
        if seen.ended != "killed" and not set(seen.ended) <= {*DONE, "5"}:
            raise Torn(f"{fault}: ended {seen.ended}")
        acknowledged = bool(set(seen.ended) & DONE)
        found = self.found()
        if found not in ({}, self.whole) or (acknowledged and not found):
            raise Torn(f"{fault}: ended {seen.ended}, left {found}")
        self._check()
        if "out" in self.asked:
            self._check_file(Path(self.asked["out"]), acknowledged=acknowledged)
        if seen.hit:
            self.left["whole" if found else "nothing"] += 1
        if len(seen.ended) == 2:
            assert acknowledged, f"{fault}: ended {seen.ended}; the service does not go on"
        if found:
            self._again()

    def _again(self) -> None:
        """The act is there: sent once more, by another process, it changes nothing."""
        assert self.world.act(self.asked) in DONE
        assert self.found() == self.whole
        self._anew()

    def _check(self) -> None:
        check_ledger(self.world)
        self._sound("fsck")

    def _sound(self, command: str) -> None:
        told = self.world.app.test_cli_runner().invoke(args=["ledger", command])
        assert told.exit_code == 0, told.output

    def _check_file(self, path: Path, *, acknowledged: bool) -> None:
        """A checkpoint's file is there as a whole or not at all; where it was acknowledged, it is there."""
        note = path.read_text() if path.exists() else None
        with self.world.outside.connect() as connection:
            notes = set(connection.scalars(text("SELECT note FROM ledger_checkpoints")))
        if note not in ({None} if not acknowledged else set()) | notes:
            raise Torn(f"{path.name}: {note!r}")
