"""Merkle trees by RFC 9162, section 2.1: roots, inclusion and consistency proofs, over SHA-256 or SM3.

A proof is a list of ranges of leaves here; whoever holds the leaves answers each range with its root.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Hash = Callable[[bytes], bytes]
Range = tuple[int, int]
Subtree = Callable[[int, int], bytes]

SIZE = 32
TILE = 8


def sha256(data: bytes) -> bytes:
    """SHA-256 (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


_SM3 = hashlib.new("sm3")


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905-2016)."""
    found = _SM3.copy()
    found.update(data)
    return found.digest()


def leaf_hash(data: bytes, of: Hash = sha256) -> bytes:
    """The hash of a leaf: never equal to that of a node."""
    return of(b"\x00" + data)


def node_hash(left: bytes, right: bytes, of: Hash = sha256) -> bytes:
    """The hash of a node with two children."""
    return of(b"\x01" + left + right)


@dataclass(frozen=True)
class Node:
    """The root of a full subtree of `2 ** level` leaves, the `index`th of its size."""

    level: int
    index: int
    hash: bytes


class Frontier:
    """A tree that grows leaf by leaf and keeps only the roots of its full subtrees, the largest first.

    `tiles` collects the full subtrees of 2**8, 2**16 … leaves as they come to be; whoever wants them takes them away.
    """

    def __init__(self, of: Hash = sha256) -> None:
        self.of = of
        self.size = 0
        self.peaks: list[bytes] = []
        self.tiles: list[Node] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf, by its hash."""
        found, level, left = leaf, 0, self.size
        while left & 1:
            found = self.of(b"\x01" + self.peaks.pop() + found)
            left >>= 1
            level += 1
            if level % TILE == 0:
                self.tiles.append(Node(level, left, found))
        self.peaks.append(found)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far; of none, the hash of nothing."""
        return _fold(self.peaks, self.of)


def _fold(peaks: Sequence[bytes], of: Hash) -> bytes:
    """One root of full subtrees that stand side by side, the largest first."""
    if not peaks:
        return of(b"")
    found = peaks[-1]
    for left in reversed(peaks[:-1]):
        found = node_hash(left, found, of)
    return found


def root(leaves: Sequence[bytes], of: Hash = sha256) -> bytes:
    """The root over the hashes of some leaves."""
    grown = Frontier(of)
    for leaf in leaves:
        grown.append(leaf)
    return grown.root()


def full_subtrees(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The full subtrees (level, index) that make up the leaves from `start` to before `stop`, the largest first.

    `start` is a multiple of the largest power of two that fits, as in every range of a proof.
    """
    while start < stop:
        level = (stop - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def range_root(found: Range, subtree: Subtree, of: Hash = sha256) -> bytes:
    """The root of one range of a proof; `subtree(level, index)` answers with the root of a full subtree."""
    return _fold([subtree(level, index) for level, index in full_subtrees(*found)], of)


def inclusion(index: int, size: int) -> list[Range]:
    """The ranges whose roots prove that leaf `index` stands in the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
    start, stop, found = 0, size, []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            found.append((middle, stop))
            stop = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency(old: int, new: int) -> list[Range]:
    """The ranges whose roots prove that the tree of `old` leaves is the beginning of that of `new` (2.1.4.1)."""
    start, stop, found = 0, new, []
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            found.append((middle, stop))
            stop = middle
        else:
            found.append((start, middle))
            start = middle
    return ([] if start == 0 else [(start, stop)]) + found[::-1]


def _split(count: int) -> int:
    """The largest power of two below `count` (of two or more)."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree_root: bytes, of: Hash = sha256) -> bool:
    """Whether the proof shows a leaf, by its hash, at `index` of the tree with this size and root (2.1.3.2)."""
    if not 0 <= index < size or not _well_formed(leaf, tree_root, *proof):
        return False
    left, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if left & 1 or left == last:
            found = node_hash(part, found, of)
            while left and not left & 1:
                left, last = left >> 1, last >> 1
        else:
            found = node_hash(found, part, of)
        left, last = left >> 1, last >> 1
    return last == 0 and found == tree_root


def extends(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], of: Hash = sha256) -> bool:
    """Whether the proof shows that the old tree is the beginning of the new one (2.1.4.2). An empty one proves none."""
    if old == new:
        return old > 0 and not proof and old_root == new_root
    if not 0 < old < new or not _well_formed(old_root, new_root, *proof):
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _both_roots(old - 1, new - 1, path, of) == (old_root, new_root)


def _both_roots(left: int, last: int, path: Sequence[bytes], of: Hash) -> tuple[bytes, bytes] | None:
    """The old and the new root that a consistency proof leads to; None where it is too long or too short."""
    while left & 1:
        left, last = left >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return None
        if left & 1 or left == last:
            old, new = node_hash(part, old, of), node_hash(part, new, of)
            while left and not left & 1:
                left, last = left >> 1, last >> 1
        else:
            new = node_hash(new, part, of)
        left, last = left >> 1, last >> 1
    return (old, new) if last == 0 else None


def _well_formed(*hashes: bytes) -> bool:
    return all(len(found) == SIZE for found in hashes)
