"""Which draw sent a visit, and which departments go along."""

import sqlalchemy as sa
from alembic import op

revision = "0032_drawn_visits"
down_revision = "0031_inspector_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_parties",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), primary_key=True),
    )
    op.create_index("ix_visit_parties_department_id", "visit_parties", ["department_id"])
    op.create_table(
        "visit_draws",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("draw_id", sa.Integer(), sa.ForeignKey("draws.id"), nullable=False),
        sa.Column("uscc", sa.String(), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.UniqueConstraint("draw_id", "uscc", name=op.f("uq_visit_draws_draw_id_uscc")),
    )


def downgrade() -> None:
    op.drop_table("visit_draws")
    op.drop_table("visit_parties")
