"""How each piece of the timer's work went when it was last done."""

import sqlalchemy as sa
from alembic import op

revision = "0062_timer"
down_revision = "0060_carriers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timer_runs",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("up", sa.Double(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("timer_runs")
