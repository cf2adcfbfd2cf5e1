"""Verifying the whole ledger from its rows: everything is recomputed, nothing is believed that is not signed.

Entries stream by in the order of their index; what is held in memory does not grow with them.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Result, select, type_coerce
from sqlalchemy.types import NullType

from app.kernel import clock
from app.kernel.db import db
from app.ledger import rules
from app.ledger.models import Entry, Node
from app.ledger.queries.checkpoints import head
from app.ledger.rules import diagnosis, merkle
from app.ledger.rules.findings import Fault, Finding, Totals

SKEW = timedelta(minutes=10)
_NO_LEAF = bytes(merkle.SIZE)


class Seal(NamedTuple):
    """A checkpoint that the entries are held against, and where it comes from: a day, or what an outsider `held`."""

    closing: rules.Closing
    source: str
    held: bool = False


class Audit:
    """One pass over the ledger. After `findings()` has run out, `totals` says what the ledger comes to."""

    def __init__(self, seals: Sequence[Seal]) -> None:
        self.waiting = sorted(seals, key=lambda seal: (seal.closing.size, seal.closing.day))
        self.agreed: list[Seal] = []
        self._close(date.min)
        self.trees = merkle.Frontier(), merkle.Frontier(merkle.sm3)
        self.nodes = {(node.level, node.index): node for node in db.session.scalars(select(Node))}
        self.held = max((seal.closing.size for seal in seals), default=0)

    @property
    def totals(self) -> Totals:
        """How many entries went by, and their roots."""
        return Totals(self.trees[0].size, *(tree.root().hex() for tree in self.trees))

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, by index."""
        yield from self._pass_seals()
        for values in _streamed():
            if values[0] != self.trees[0].size:
                yield from self._missing(values[0])
            yield from self._entry(values[:-3], *values[-3:])
            if self._at_seal():
                yield from self._pass_seals()
        yield from self._ended()

    def _missing(self, index: int) -> Iterator[Finding]:
        """Indexes that are left out before this one; the tree goes on as if they were empty, so that sizes fit."""
        gone = self.trees[0].size
        yield Finding(Fault.MISSING, gone, "index", _span(gone, index - 1))
        while self.trees[0].size < index:
            self._grow("", "")
            yield from self._tiles()
            yield from self._pass_seals()

    def _entry(self, values: tuple[Any, ...], *proof: str) -> Iterator[Finding]:
        entry = diagnosis.read(values)
        if not diagnosis.is_sound(entry, *proof):
            for column in diagnosis.wrong_columns(entry, *proof):
                yield Finding(Fault.CHANGED, entry.index, column)
        if entry.at < self.open_from:
            yield Finding(Fault.BACKDATED, entry.index, "at", f"{clock.day(entry.at)} / {self.closed_on}")
        if self.waiting and entry.at > self.waiting[0].closing.at + SKEW:
            yield Finding(Fault.AFTERDATED, entry.index, "at", self.waiting[0].source)
        self._grow(*proof[1:])
        if self.trees[0].tiles:
            yield from self._tiles()

    def _grow(self, leaf: str, leaf_sm3: str) -> None:
        sha256, sm3 = self.trees
        sha256.append(merkle.leaf_hash(_raw(leaf)))
        sm3.append(merkle.leaf_hash(_raw(leaf_sm3), merkle.sm3))

    def _tiles(self) -> Iterator[Finding]:
        """Hold the full subtrees that have come to be against the stored nodes."""
        for one, other in zip(*(tree.tiles for tree in self.trees), strict=True):
            kept = self.nodes.pop((one.level, one.index), None)
            within = (one.index + 1) << one.level <= self.held
            if kept is None and within:
                yield Finding(Fault.NODE, None, "hash", f"{one.level}/{one.index}")
            elif kept is not None and (kept.hash, kept.hash_sm3) != (one.hash.hex(), other.hash.hex()):
                column = "hash" if kept.hash != one.hash.hex() else "hash_sm3"
                yield Finding(Fault.NODE, None, column, f"{one.level}/{one.index}")
        for tree in self.trees:
            tree.tiles.clear()

    def _at_seal(self) -> bool:
        return bool(self.waiting) and self.waiting[0].closing.size == self.trees[0].size

    def _pass_seals(self) -> Iterator[Finding]:
        """Compare the roots with every checkpoint that has this size; from here its day is closed."""
        while self._at_seal():
            seal = self.waiting.pop(0)
            for name, tree, signed in zip(
                ("root", "root_sm3"), self.trees, (seal.closing.root, seal.closing.root_sm3), strict=True
            ):
                if tree.root() != signed:
                    yield Finding(Fault.ROOT, None, name, f"{seal.source}: {self._first_difference(seal)}")
            if seal.closing.root == self.trees[0].root():
                self.agreed.append(seal)
            self._close(max(self.closed_on, seal.closing.day))

    def _close(self, day: date) -> None:
        self.closed_on = day
        self.open_from = clock.midnight(day, days=1).astimezone(UTC)

    def _first_difference(self, wrong: Seal) -> str:
        """Between which entries it lies: after the last checkpoint that agrees and is believed as much."""
        agreed = [seal.closing.size for seal in self.agreed if seal.held >= wrong.held]
        sound = max((size for size in agreed if size < wrong.closing.size), default=0)
        return _span(sound, self.trees[0].size - 1)

    def _ended(self) -> Iterator[Finding]:
        size, counted = self.trees[0].size, head().size
        for seal in self.waiting:
            yield Finding(Fault.TRUNCATED, size, "index", f"{seal.source}: {size} / {seal.closing.size}")
        if counted > size:
            yield Finding(Fault.MISSING, size, "index", _span(size, counted - 1))
        elif counted < size:
            yield Finding(Fault.HEAD, None, "size", f"{counted} / {size}")
        for level, index in self.nodes:
            yield Finding(Fault.NODE, None, "index", f"{level}/{index}")


def _streamed() -> Result[Any]:
    """Every entry's columns as the driver gives them, then text and leaves."""
    fields = [getattr(Entry, name) for name in rules.Fields._fields if name != "at"]
    fields.insert(rules.Fields._fields.index("at"), type_coerce(Entry.at, NullType()))
    asked = select(*fields, Entry.entry, Entry.leaf, Entry.leaf_sm3).order_by(Entry.index)
    return db.session.execute(asked.execution_options(yield_per=5000))


def _span(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)


def _raw(text: str) -> bytes:
    try:
        return bytes.fromhex(text) or _NO_LEAF
    except ValueError:
        return _NO_LEAF
