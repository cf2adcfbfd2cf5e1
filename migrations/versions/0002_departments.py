"""The register of departments."""

import sqlalchemy as sa
from alembic import op

revision = "0002_departments"
down_revision = "0001_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("code", name=op.f("uq_departments_code")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
        sa.CheckConstraint("code <> ''", name=op.f("ck_departments_code_not_empty")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_departments_name_not_empty")),
        sa.CheckConstraint("level IN ('city', 'prefecture', 'province', 'town')", name=op.f("ck_departments_level")),
    )


def downgrade() -> None:
    op.drop_table("departments")
