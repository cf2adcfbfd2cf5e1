"""How many numbers of a prefix were given out in a year."""

import sqlalchemy as sa
from alembic import op

revision = "0029_serials"
down_revision = "0020_quiet_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "serials",
        sa.Column("prefix", sa.String(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_serials_not_negative")),
    )


def downgrade() -> None:
    op.drop_table("serials")
