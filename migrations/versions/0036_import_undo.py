"""What taking an import back needs, for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0036_import_undo"
down_revision = "0032_drawn_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.add_column(sa.Column("kept", sa.JSON(), nullable=True))
        table.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(
            "undone_after_done", "undone_at IS NULL OR (done_at IS NOT NULL AND kept IS NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("uploads") as table:
        table.drop_constraint("undone_after_done", type_="check")
        table.drop_column("undone_at")
        table.drop_column("kept")
