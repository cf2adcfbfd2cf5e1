"""What a department says of a visit afterwards is an entry, marked; of results from before this only the result says."""

import sqlalchemy as sa
from alembic import op

revision = "0103_back_entries"
down_revision = "0102_unmet_clocks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_back_entries",
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("visit_entries.id"), primary_key=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("visit_back_entries")
