"""The tree over the entries: its leaves, and the proofs that lead from a leaf or an older tree to a root."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.ledger.models import Entry, Node
from app.ledger.rules import merkle

TILE = 1 << merkle.TILE


def leaves(start: int, stop: int) -> Sequence[tuple[str, str]]:
    """What is published of the entries from `start` to before `stop`: SHA-256 and SM3 of their texts."""
    asked = select(Entry.leaf, Entry.leaf_sm3).where(Entry.index >= start, Entry.index < stop).order_by(Entry.index)
    return [(sha256, sm3) for sha256, sm3 in db.session.execute(asked)]


def subtrees(level: int, index: int) -> tuple[bytes, bytes]:
    """The two roots (SHA-256, SM3) of a full subtree of `2 ** level` entries that lies within a closed day.

    Raises `LookupError` where entries or stored nodes are missing.
    """
    base = level - level % merkle.TILE
    first, count = index << (level - base), 1 << (level - base)
    found = _leaf_hashes(first, count) if base == 0 else _nodes(base, first, count)
    if len(found) != count:
        raise LookupError(f"the tree lacks nodes {first} to {first + count - 1} of level {base}")
    sha256, sm3 = zip(*found, strict=True)
    return merkle.root(sha256), merkle.root(sm3, merkle.sm3)


def _leaf_hashes(first: int, count: int) -> list[tuple[bytes, bytes]]:
    return [
        (merkle.leaf_hash(bytes.fromhex(sha256)), merkle.leaf_hash(bytes.fromhex(sm3), merkle.sm3))
        for sha256, sm3 in leaves(first, first + count)
    ]


def _nodes(level: int, first: int, count: int) -> list[tuple[bytes, bytes]]:
    asked = select(Node.hash, Node.hash_sm3).where(Node.level == level, Node.index >= first, Node.index < first + count)
    return [
        (bytes.fromhex(sha256), bytes.fromhex(sm3)) for sha256, sm3 in db.session.execute(asked.order_by(Node.index))
    ]


def _subtree(level: int, index: int) -> bytes:
    return subtrees(level, index)[0]


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """What leads from entry `index` to the root of the first `size` entries (RFC 9162, 2.1.3)."""
    return [merkle.range_root(part, _subtree) for part in merkle.inclusion(index, size)]


def consistency_proof(old: int, new: int) -> list[bytes]:
    """What shows that the first `old` entries are the beginning of the first `new` (RFC 9162, 2.1.4)."""
    return [merkle.range_root(part, _subtree) for part in merkle.consistency(old, new)]
