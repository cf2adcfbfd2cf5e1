"""The ledger proves itself: salted texts and leaves of entries, the tree above them, checkpoints, cosignatures.

Entries that are there get their text and leaves as entries of version 1: the rows that they wrote are not sealed.
"""

import hashlib
import json
import secrets
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0010_proofs"
down_revision = "0009_demo"
branch_labels = None
depends_on = None

ADDED = ("rows", "salt", "entry", "leaf", "leaf_sm3")
GUARDED = ("ledger_nodes", "ledger_checkpoints", "ledger_cosignatures")
SAID = (
    "index", "version", "verb", "ref", "ref_seq", "previous", "actor", "acting_role", "behalf", "request_id",
    "facts_hash", "rulebook_version", "calendar_version", "salt",
)  # fmt: skip
SQLITE_NO_REPLACE = """
CREATE TRIGGER ledger_entries_no_replace BEFORE INSERT ON ledger_entries
WHEN EXISTS (
  SELECT 1 FROM ledger_entries
  WHERE "index" = NEW."index" OR (ref = NEW.ref AND ref_seq = NEW.ref_seq)
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""
SQLITE_KEYS = {
    "ledger_nodes": 'level = NEW.level AND "index" = NEW."index"',
    "ledger_checkpoints": "day = NEW.day",
    "ledger_cosignatures": "day = NEW.day AND witness = NEW.witness",
}


def on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def guard(table: str) -> None:
    """Refuse changes of a table's rows to everybody."""
    if on_postgresql():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
        )
        return
    abort = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {abort}")
    if table in SQLITE_KEYS:
        known = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {SQLITE_KEYS[table]})"  # noqa: S608
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {known} {abort}")
    else:
        op.execute(SQLITE_NO_REPLACE)


def unguard_entries() -> None:
    if on_postgresql():
        op.execute("DROP TRIGGER ledger_entries_append_only ON ledger_entries")
        return
    for verb in ("UPDATE", "DELETE", "replace"):
        op.execute(f"DROP TRIGGER ledger_entries_no_{verb}")


def upgrade() -> None:
    unguard_entries()
    with op.batch_alter_table("ledger_entries") as batch:
        for name in ADDED:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    prove()
    with op.batch_alter_table("ledger_entries") as batch:
        for name in ADDED:
            batch.alter_column(name, server_default=None)
    guard("ledger_entries")
    with op.batch_alter_table("ledger_head") as batch:
        batch.add_column(sa.Column("closed_on", sa.Date()))
    op.create_table(
        "ledger_nodes",
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("index", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("hash_sm3", sa.String(), nullable=False),
        sa.CheckConstraint("level > 0 AND level % 8 = 0", name=op.f("ck_ledger_nodes_level_of_a_tile")),
    )
    op.create_table(
        "ledger_checkpoints",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("root_sm3", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_ledger_checkpoints_size_not_negative")),
    )
    op.create_index("ix_ledger_checkpoints_size", "ledger_checkpoints", ["size"])
    op.create_table(
        "ledger_cosignatures",
        sa.Column("day", sa.Date(), sa.ForeignKey("ledger_checkpoints.day"), primary_key=True),
        sa.Column("witness", sa.String(), primary_key=True),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    )
    for table in GUARDED:
        guard(table)


def prove() -> None:
    """Give every entry that is there its salt, text and leaves: as of this day, nobody can change it unseen."""
    table = sa.table("ledger_entries", *(sa.column(name) for name in (*SAID, "facts", *ADDED)))
    table.append_column(sa.column("at", sa.DateTime(timezone=True)))
    bind = op.get_bind()
    for row in bind.execute(sa.select(table).order_by(table.c.index)).mappings().all():
        salt = secrets.token_hex(16)
        at = row["at"].replace(tzinfo=UTC) if row["at"].tzinfo is None else row["at"].astimezone(UTC)
        said = {name: row[name] for name in SAID} | {
            "at": at.isoformat(timespec="microseconds"),
            "rows_hash": hashlib.sha256(b"{}").hexdigest(),
            "salt": salt,
        }
        entry = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        values = {
            "rows": "{}",
            "salt": salt,
            "entry": entry,
            "leaf": hashlib.sha256(entry.encode()).hexdigest(),
            "leaf_sm3": hashlib.new("sm3", f"{entry}\n{row['facts']}\n{{}}".encode()).hexdigest(),
        }
        bind.execute(table.update().where(table.c.index == row["index"]).values(values))


def downgrade() -> None:
    for table in reversed(GUARDED):
        op.drop_table(table)
    with op.batch_alter_table("ledger_head") as batch:
        batch.drop_column("closed_on")
    unguard_entries()
    with op.batch_alter_table("ledger_entries") as batch:
        for name in ADDED:
            batch.drop_column(name)
    guard("ledger_entries")
