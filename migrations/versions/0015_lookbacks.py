"""Visits and penalties that other records tell of, and from which day those records are complete."""

import sqlalchemy as sa
from alembic import op

revision = "0015_lookbacks"
down_revision = "0014_ratings"
branch_labels = None
depends_on = None

KIND = "kind IN ('penalty', 'visit')"
LEVEL = "level IN ('city', 'prefecture', 'province', 'town')"


def upgrade() -> None:
    op.create_table(
        "past_records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True)),
        sa.Column("struck_why", sa.String()),
        sa.UniqueConstraint(
            "enterprise_id",
            "kind",
            "happened_on",
            "unit",
            name=op.f("uq_past_records_enterprise_id_kind_happened_on_unit"),
        ),
        sa.CheckConstraint(KIND, name=op.f("ck_past_records_kind")),
        sa.CheckConstraint(LEVEL, name=op.f("ck_past_records_level")),
        sa.CheckConstraint("unit <> ''", name=op.f("ck_past_records_unit_not_empty")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_past_records_with_a_source")),
        sa.CheckConstraint(
            "(struck_at IS NULL) = (struck_why IS NULL)", name=op.f("ck_past_records_struck_for_a_reason")
        ),
    )
    op.create_index("ix_past_records_kind", "past_records", ["kind", "happened_on"])
    op.create_table(
        "history_completeness",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.CheckConstraint(KIND, name=op.f("ck_history_completeness_kind")),
        sa.CheckConstraint(LEVEL, name=op.f("ck_history_completeness_level")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_history_completeness_with_a_reason")),
    )


def downgrade() -> None:
    op.drop_table("history_completeness")
    op.drop_table("past_records")
