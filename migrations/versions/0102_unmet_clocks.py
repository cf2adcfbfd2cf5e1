"""What the audit looks for is looked up: clocks that were not met in time, and acts by their verb."""

import sqlalchemy as sa
from alembic import op

revision = "0102_unmet_clocks"
down_revision = "0101_covering_lists"
branch_labels = None
depends_on = None

_UNMET = "dropped_at IS NULL AND (done_at IS NULL OR due_on < {})"


def upgrade() -> None:
    op.create_index(
        "ix_deadlines_unmet",
        "deadlines",
        ["kind", "due_on"],
        sqlite_where=sa.text(_UNMET.format("date(done_at, '+8 hours')")),
        postgresql_where=sa.text(_UNMET.format("CAST(timezone('Asia/Shanghai', done_at) AS DATE)")),
    )
    op.create_index("ix_ledger_entries_verb", "ledger_entries", ["verb", "index"])


def downgrade() -> None:
    op.drop_index("ix_ledger_entries_verb", "ledger_entries")
    op.drop_index("ix_deadlines_unmet", "deadlines")
