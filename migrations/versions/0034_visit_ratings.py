"""What enterprises thought of visits."""

import sqlalchemy as sa
from alembic import op

revision = "0034_visit_ratings"
down_revision = "0033_joint_offers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_ratings",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_visit_ratings_score")),
    )


def downgrade() -> None:
    op.drop_table("visit_ratings")
