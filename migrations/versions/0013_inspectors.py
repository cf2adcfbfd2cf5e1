"""Inspectors with their certificates and items, and the enterprises that they are not sent to."""

import sqlalchemy as sa
from alembic import op

revision = "0013_inspectors"
down_revision = "0012_leaders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspectors",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("certificate_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("certificate_no", name=op.f("uq_inspectors_certificate_no")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_inspectors_name_not_empty")),
        sa.CheckConstraint("certificate_no <> ''", name=op.f("ck_inspectors_certificate_not_empty")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_inspectors_ends_after_it_begins")),
    )
    op.create_index("ix_inspectors_department_id", "inspectors", ["department_id"])
    op.create_table(
        "inspector_items",
        sa.Column("inspector_id", sa.Integer(), sa.ForeignKey("inspectors.id"), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), primary_key=True),
    )
    op.create_index("ix_inspector_items_item_id", "inspector_items", ["item_id"])
    op.create_table(
        "recusals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), sa.ForeignKey("inspectors.id"), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_recusals_with_a_reason")),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_recusals_ends_after_it_begins")),
    )
    op.create_index("ix_recusals_inspector_id", "recusals", ["inspector_id"])
    op.create_index("ix_recusals_enterprise_id", "recusals", ["enterprise_id"])


def downgrade() -> None:
    for table in ("recusals", "inspector_items", "inspectors"):
        op.drop_table(table)
