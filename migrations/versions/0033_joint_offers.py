"""Offers to make two visits one."""

import sqlalchemy as sa
from alembic import op

revision = "0033_joint_offers"
down_revision = "0040_results"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_offers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), sa.ForeignKey("visits.id"), nullable=False),
        sa.Column("guest_id", sa.Integer(), sa.ForeignKey("visits.id"), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint("host_id <> guest_id", name=op.f("ck_visit_offers_of_two_visits")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (accepted IS NULL)", name=op.f("ck_visit_offers_answered_with_yes_or_no")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_visit_offers_answered_by_somebody")
        ),
        sa.CheckConstraint(
            "accepted IS NULL OR accepted OR words <> ''", name=op.f("ck_visit_offers_declined_in_words")
        ),
        sa.UniqueConstraint("host_id", "guest_id", name=op.f("uq_visit_offers_host_id_guest_id")),
    )
    op.create_index("ix_visit_offers_guest_id", "visit_offers", ["guest_id"])


def downgrade() -> None:
    op.drop_table("visit_offers")
