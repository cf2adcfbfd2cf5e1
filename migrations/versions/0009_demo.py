"""The demo city: one row that says which day it lives on. Empty in production."""

import sqlalchemy as sa
from alembic import op

revision = "0009_demo"
down_revision = "0008_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demo_world",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cases", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_demo_world_one_row")),
        sa.CheckConstraint("scale IN ('full', 'small')", name=op.f("ck_demo_world_scale_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_world")),
    )


def downgrade() -> None:
    op.drop_table("demo_world")
