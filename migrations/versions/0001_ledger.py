"""The ledger: entries that can only be added, and the head that counts them."""

import sqlalchemy as sa
from alembic import op

revision = "0001_ledger"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARD = """
CREATE TRIGGER ledger_entries_no_{verb} BEFORE {verb} ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""
SQLITE_NO_REPLACE = """
CREATE TRIGGER ledger_entries_no_replace BEFORE INSERT ON ledger_entries
WHEN EXISTS (
  SELECT 1 FROM ledger_entries
  WHERE "index" = NEW."index" OR (ref = NEW.ref AND ref_seq = NEW.ref_seq)
)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""
POSTGRESQL_REFUSAL = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
"""


def upgrade() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("index", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("ref_seq", sa.Integer(), nullable=False),
        sa.Column("previous", sa.Integer()),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("acting_role", sa.String(), nullable=False),
        sa.Column("behalf", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("facts_hash", sa.String(), nullable=False),
        sa.Column("rulebook_version", sa.Integer()),
        sa.Column("calendar_version", sa.Integer()),
        sa.UniqueConstraint("ref", "ref_seq", name="uq_ledger_entries_ref_ref_seq"),
        sa.CheckConstraint('"index" >= 0', name=op.f("ck_ledger_entries_index_counts_from_zero")),
        sa.CheckConstraint("ref_seq >= 1", name=op.f("ck_ledger_entries_ref_seq_counts_from_one")),
    )
    op.create_index("ix_ledger_entries_at", "ledger_entries", ["at"])
    head = op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_head_one_row")),
    )
    op.bulk_insert(head, [{"id": 1, "size": 0}])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL_REFUSAL)
        op.execute(POSTGRESQL_GUARD)
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_GUARD.format(verb=verb))
        op.execute(SQLITE_NO_REPLACE)


def downgrade() -> None:
    op.drop_table("ledger_head")
    op.drop_table("ledger_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_append_only()")
