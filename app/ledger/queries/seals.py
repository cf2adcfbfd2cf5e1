"""What stands beside the entries and must agree with them: checkpoints, cosignatures, chains, receipts."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from app.kernel.db import db
from app.ledger import rules
from app.ledger.models import Checkpoint, Cosignature, Entry
from app.ledger.queries.audit import Seal
from app.ledger.rules import notes
from app.ledger.rules.findings import Fault, Finding

_MOST = 1000


def seals(keys: Sequence[notes.PublicKey]) -> tuple[list[Seal], list[Finding]]:
    """The checkpoints whose signature holds; and the rows that say something else than a signed note."""
    sound: list[Seal] = []
    wrong: list[Finding] = []
    for row in db.session.scalars(select(Checkpoint).order_by(Checkpoint.day)):
        try:
            closing = rules.signed_closing(row.note, *keys)
        except notes.Malformed:
            wrong.append(Finding(Fault.CHECKPOINT, None, "note", row.day.isoformat()))
            continue
        if column := _wrong_column(row, closing, max((seal.closing.size for seal in sound), default=0)):
            wrong.append(Finding(Fault.CHECKPOINT, None, column, row.day.isoformat()))
        sound.append(Seal(closing, closing.day.isoformat()))
    return sound, wrong


def _wrong_column(row: Checkpoint, closing: rules.Closing, size: int) -> str:
    """The first column that differs from the note; `size` too where the ledger had shrunk."""
    said = {
        "day": closing.day,
        "size": closing.size,
        "root": closing.root.hex(),
        "root_sm3": closing.root_sm3.hex(),
        "at": closing.at,
    }
    wrong = [name for name, value in said.items() if getattr(row, name) != value]
    return wrong[0] if wrong else "size" if closing.size < size else ""


def cosignatures(witnesses: Sequence[notes.PublicKey]) -> Iterator[Finding]:
    """Lines of known witnesses that are not theirs, or not under the checkpoint of their day."""
    known = {key.name: key for key in witnesses}
    asked = select(Cosignature, Checkpoint.note).join(Checkpoint, Checkpoint.day == Cosignature.day)
    for row, note in db.session.execute(asked.order_by(Cosignature.day, Cosignature.witness)):
        if row.witness in known and not _holds(row, note, known[row.witness]):
            yield Finding(Fault.COSIGNATURE, None, "line", f"{row.day.isoformat()} {row.witness}")


def _holds(row: Cosignature, note: str, key: notes.PublicKey) -> bool:
    try:
        text, _signatures = notes.opened(note)
        found = notes.signature(row.line)
    except notes.Malformed:
        return False
    told = datetime.fromtimestamp(notes.cosigned_at(found), UTC)
    return notes.is_signed(text, found, key) and told == row.signed_at


def chains() -> Iterator[Finding]:
    """Entries that do not follow on the entry before of their own case; the first thousand."""
    before = aliased(Entry)
    follows = and_(before.ref == Entry.ref, before.ref_seq == Entry.ref_seq - 1)
    broken = or_(
        and_(Entry.ref_seq == 1, Entry.previous.is_not(None)),
        and_(Entry.ref_seq > 1, or_(before.index.is_(None), Entry.previous.is_(None), before.index != Entry.previous)),
    )
    asked = select(Entry.index).outerjoin(before, follows).where(broken).order_by(Entry.index).limit(_MOST)
    for index in db.session.scalars(asked):
        yield Finding(Fault.CHAIN, index, "previous")


def against(receipt: rules.Receipt) -> Iterator[Finding]:
    """What the ledger promised to show for a receipt, and does not."""
    kept = db.session.scalar(select(Entry.leaf).where(Entry.index == receipt.index))
    if kept != receipt.leaf:
        yield Finding(Fault.RECEIPT, receipt.index, "leaf", receipt.ref)
