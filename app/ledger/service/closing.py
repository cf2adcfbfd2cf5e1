"""Closing a day, and taking in what witnesses say of it."""

from datetime import UTC, date, datetime

from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.db import db, take_turn
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import SYSTEM
from app.ledger import queries, rules
from app.ledger.models import Checkpoint, Cosignature, Entry, Head, Node
from app.ledger.rules import merkle, notes
from app.ledger.service.recording import record


def close(day: date, *, signer: notes.Signer, at: datetime) -> Checkpoint:
    """Close a day of Asia/Shanghai: sign how many entries there are and their roots. No act comes into it any more.

    Refuses `ledger_day_open` before the day is over, `ledger_closed_before` where it or a later one is closed.
    """
    size = _lock(day)
    if clock.day(at) <= day:
        raise Refused("ledger_day_open", day=day.isoformat())
    sha256, sm3 = _grown(size)
    found = rules.Closing(signer.public.name, size, sha256.root(), day, at.replace(microsecond=0), sm3.root())
    text = rules.closing_text(found)
    made = Checkpoint(
        day=day,
        size=size,
        root=found.root.hex(),
        root_sm3=found.root_sm3.hex(),
        at=found.at,
        note=notes.closed(text, signer.sign(text)),
    )
    db.session.add(made)
    record("ledger:close", "ledger", by=SYSTEM, at=at, day=day, size=size)
    return made


def _lock(day: date) -> int:
    """Take the ledger's lock, mark the day as closed and tell how many entries there are."""
    take_turn(db.session.connection())
    closed_before = db.session.scalars(select(Head).with_for_update()).one()
    db.session.refresh(closed_before)
    if closed_before.closed_on is not None and closed_before.closed_on >= day:
        raise Conflict("ledger_closed_before", day=day.isoformat())
    return int(db.session.execute(update(Head).values(closed_on=day).returning(Head.size)).scalar_one())


def _grown(size: int) -> tuple[merkle.Frontier, merkle.Frontier]:
    """Both trees at this size, grown from the stored nodes and the entries after the last full one.

    The full subtrees that have come to be since the last checkpoint are stored.
    """
    before = queries.last()
    trees = merkle.Frontier(), merkle.Frontier(merkle.sm3)
    start = _resume(trees, before.size if before else 0)
    asked = select(Entry.leaf, Entry.leaf_sm3).where(Entry.index >= start).order_by(Entry.index)
    for leaves in db.session.execute(asked.execution_options(yield_per=2000)):
        for tree, leaf in zip(trees, leaves, strict=True):
            tree.append(merkle.leaf_hash(bytes.fromhex(leaf), tree.of))
    if (trees[0].size, trees[1].size) != (size, size):
        raise RuntimeError(f"the ledger's head counts {size} entries, there are {trees[0].size}")
    for one, other in zip(trees[0].tiles, trees[1].tiles, strict=True):
        db.session.add(Node(level=one.level, index=one.index, hash=one.hash.hex(), hash_sm3=other.hash.hex()))
    return trees


def _resume(trees: tuple[merkle.Frontier, merkle.Frontier], size: int) -> int:
    """Put the stored nodes of the first `size` entries in place; the index of the first entry that they leave out."""
    start = size - size % queries.TILE
    for level, index in merkle.full_subtrees(0, start):
        for tree, found in zip(trees, queries.subtrees(level, index), strict=True):
            tree.peaks.append(found)
            tree.size += 1 << level
    return start


def cosign(day: date, line: str, *, witnesses: tuple[notes.PublicKey, ...], at: datetime) -> Cosignature:
    """Take in a witness's signature under the checkpoint of a day; the same witness again changes nothing.

    Refuses `cosignature_unreadable` and `cosignature_wrong` (not a witness of ours, or not under this checkpoint).
    """
    checkpoint = queries.on(day)
    signature, key = _judged(checkpoint, line, witnesses)
    found = db.session.get(Cosignature, (day, key.name))
    if found is not None:
        return found
    signed_at = datetime.fromtimestamp(notes.cosigned_at(signature), UTC)
    made = Cosignature(day=day, witness=key.name, line=str(signature), signed_at=signed_at, received_at=at)
    db.session.add(made)
    record("ledger:cosign", "ledger", by=SYSTEM, at=at, day=day, witness=key.name)
    return made


def _judged(
    checkpoint: Checkpoint, line: str, witnesses: tuple[notes.PublicKey, ...]
) -> tuple[notes.Signature, notes.PublicKey]:
    """The signature and its key, where it is a witness's under this checkpoint."""
    try:
        signature = notes.signature(line)
    except notes.Malformed as error:
        raise Refused("cosignature_unreadable") from error
    text, _signatures = notes.opened(checkpoint.note)
    for key in witnesses:
        if notes.is_signed(text, signature, key):
            return signature, key
    raise Refused("cosignature_wrong")
