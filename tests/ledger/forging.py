"""What somebody does who has the database, and even the ledger's key: the tests look whether it shows."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import text

from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.ledger import queries, rules, service
from app.ledger.models import Checkpoint, Entry
from app.ledger.queries import Audit, Seal
from app.ledger.rules import merkle, notes
from app.ledger.rules.findings import Finding
from app.ledger.rules.keyring import Keyring

FIRST = date(2026, 9, 7)
TABLES = ("ledger_entries", "ledger_nodes", "ledger_checkpoints", "ledger_cosignatures")


def ring() -> Keyring:
    found: Keyring = current_app.extensions["ledger"]
    return found


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Shanghai."""
    return datetime.combine(day, time(hour), clock.SHANGHAI).astimezone(UTC)


def act(ref: str, when: datetime, **facts: Any) -> None:
    with transaction():
        service.record("case:touch", ref, by=SYSTEM, at=when, **facts)


def close(day: date) -> Checkpoint:
    with transaction():
        return service.close(day, signer=ring().signer, at=at(day + timedelta(days=1), 0) + timedelta(minutes=10))


def build(days: int = 2, acts: int = 3) -> None:
    """Some days of acts on two cases, each day closed, and as many acts on the day after, which is open."""
    for n in range(days + 1):
        day = FIRST + timedelta(days=n)
        for number in range(acts):
            act(f"case-{number % 2}", at(day) + timedelta(minutes=number), number=number, words=f"第 {n} 天")
        if n < days:
            close(day)


def unguard() -> None:
    """Take the triggers away, as the owner of the tables can."""
    if db.engine.dialect.name == "postgresql":
        for table in TABLES:
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        return
    asked = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {TABLES}"
    for name in db.session.scalars(text(asked)).all():
        db.session.execute(text(f"DROP TRIGGER {name}"))


def put(which: int, **values: Any) -> None:
    """Write into an entry, whatever it says."""
    db.session.execute(Entry.__table__.update().where(Entry.index == which).values(**values))


def found(*since: Seal) -> list[Finding]:
    """Everything that an audit finds."""
    seals, wrong = queries.seals(ring().trusted)
    return [*wrong, *Audit([*seals, *since]).findings(), *queries.chains()]


def held(checkpoint: Checkpoint) -> Seal:
    """A published checkpoint as an outsider keeps it, on paper."""
    return Seal(rules.signed_closing(checkpoint.note, *ring().trusted), "paper", held=True)


def rewrite(index: int, **values: Any) -> None:
    """Change an entry and make its hash, text and leaves fit: only the trees still tell."""
    row = db.session.execute(Entry.__table__.select().where(Entry.index == index)).mappings().one()
    said = {**{name: row[name] for name in rules.Fields._fields}, **values}
    fields = rules.Fields(**{**said, "facts_hash": rules.digest(said["facts"])})
    told = rules.entry_text(fields)
    leaves = {"leaf": rules.leaf(told), "leaf_sm3": rules.leaf_sm3(told, fields.facts, fields.rows)}
    put(index, **fields._asdict(), entry=told, **leaves)


def rebuild() -> None:
    """Grow both trees anew over what lies there now, and sign every checkpoint again with the real key."""
    db.session.expire_all()
    trees = merkle.Frontier(), merkle.Frontier(merkle.sm3)
    points = {row.size: row for row in db.session.query(Checkpoint)}
    for entry in db.session.query(Entry).order_by(Entry.index):
        for tree, leaf in zip(trees, (entry.leaf, entry.leaf_sm3), strict=True):
            tree.append(merkle.leaf_hash(bytes.fromhex(leaf), tree.of))
        if row := points.get(trees[0].size):
            _sign_again(row, trees[0].root(), trees[1].root())
    db.session.flush()


def _sign_again(row: Checkpoint, root: bytes, root_sm3: bytes) -> None:
    said = rules.closing_text(rules.Closing(ring().origin, row.size, root, row.day, row.at, root_sm3))
    row.root, row.root_sm3, row.note = root.hex(), root_sm3.hex(), notes.closed(said, ring().signer.sign(said))
