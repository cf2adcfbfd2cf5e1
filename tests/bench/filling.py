"""A ledger of any size, made by its own rules and loaded in bulk: eight entries a case, rows sealed as an act does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from sqlalchemy import update

from app.kernel.db import db, transaction
from app.ledger import rules, service
from app.ledger.models import Entry, Head
from app.ledger.rules.keyring import Keyring

COLUMNS = (*rules.Fields._fields, "entry", "leaf", "leaf_sm3")
FIRST, LAST_DAY, CHUNK = datetime(2025, 1, 1, tzinfo=UTC), date(2026, 8, 31), 20_000
FACTS = rules.canonical({"category": "illegal_inspection", "files": ["ab" * 32], "words": "cd" * 32, "由": "市优办"})


def entries(count: int) -> Iterator[tuple[object, ...]]:
    """The columns of one entry after another."""
    facts_hash, step = rules.digest(FACTS), timedelta(days=600) / count
    for index in range(count):
        case, turn = divmod(index, 8)
        written = rules.canonical({f"complaints/{case}": f"{index:064x}", f"deadlines/{index}": f"{case:064x}"})
        fields = rules.Fields(
            index=index,
            version=rules.VERSION,
            verb="complaint:reply",
            ref=f"TS-{case:08d}",
            ref_seq=turn + 1,
            previous=index - 1 if turn else None,
            actor=f"user:{case % 300}",
            acting_role="clerk",
            behalf="",
            request_id=f"{index:032x}",
            at=FIRST + step * index,
            facts=FACTS,
            facts_hash=facts_hash,
            rows=written,
            rulebook_version=1,
            calendar_version=4,
            salt=f"{index * 7919:032x}",
        )
        said = rules.entry_text(fields)
        yield (*fields, said, rules.leaf(said), rules.leaf_sm3(said, FACTS, written))


def fill(count: int, keys: Keyring) -> None:
    """So many entries, and the checkpoint that closes their last day."""
    made = entries(count)
    with transaction():
        while chunk := list(islice(made, CHUNK)):
            _load(chunk)
        db.session.execute(update(Head).values(size=count))
    with transaction():
        service.close(LAST_DAY, signer=keys.signer, at=datetime(2026, 9, 1, 1, tzinfo=UTC))


def _load(chunk: list[tuple[object, ...]]) -> None:
    """COPY on PostgreSQL, many rows a statement on SQLite."""
    raw = db.session.connection().connection
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    if db.engine.dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY {Entry.__tablename__} ({names}) FROM STDIN") as copy:
            for row in chunk:
                copy.write_row(row)
        return
    places, at = ", ".join("?" * len(COLUMNS)), COLUMNS.index("at")
    plain = [(*row[:at], f"{row[at]:%Y-%m-%d %H:%M:%S.%f}", *row[at + 1 :]) for row in chunk]
    raw.cursor().executemany(f"INSERT INTO {Entry.__tablename__} ({names}) VALUES ({places})", plain)
