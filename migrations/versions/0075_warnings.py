"""Warnings with their cases and the units that were told; the days that were counted."""

import sqlalchemy as sa
from alembic import op

revision = "0075_warnings"
down_revision = "0070_audit"
branch_labels = None
depends_on = None

CHECKS = {
    "kind": "kind IN ('late_answers', 'same_enterprise', 'unannounced', 'without_pass')",
    "of_an_enterprise": "(kind = 'same_enterprise') = (enterprise_id IS NOT NULL)",
    "or_of_a_department": "(kind = 'same_enterprise') = (department_id IS NULL)",
    "numbers": "needed >= 1 AND within >= 0",
}


def upgrade() -> None:
    op.create_table(
        "warnings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id")),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id")),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("within", sa.Integer(), nullable=False),
        sa.Column("rulebook_version", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("number", name=op.f("uq_warnings_number")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_warnings_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_index("ix_warnings_kind_counter", "warnings", ["kind", "counter", "reached_on"])
    op.create_index("ix_warnings_at", "warnings", ["at"])
    op.create_table(
        "warning_cases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("warning_id", sa.Integer(), sa.ForeignKey("warnings.id"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.UniqueConstraint("kind", "counter", "ref", name=op.f("uq_warning_cases_kind_counter_ref")),
    )
    op.create_index("ix_warning_cases_warning_id", "warning_cases", ["warning_id"])
    op.create_table(
        "warning_units",
        sa.Column("warning_id", sa.Integer(), sa.ForeignKey("warnings.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), primary_key=True),
    )
    op.create_index("ix_warning_units_department_id", "warning_units", ["department_id"])
    op.create_table(
        "warning_days",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.CheckConstraint("made >= 0", name=op.f("ck_warning_days_made")),
    )


def downgrade() -> None:
    for table in ("warning_days", "warning_units", "warning_cases", "warnings"):
        op.drop_table(table)
