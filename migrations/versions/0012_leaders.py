"""Which city leader is in charge of a department, by periods."""

import sqlalchemy as sa
from alembic import op

revision = "0012_leaders"
down_revision = "0011_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "department_leaders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("leader_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("department_id", "from_on", name=op.f("uq_department_leaders_department_id_from_on")),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on", name=op.f("ck_department_leaders_ends_after_it_begins")
        ),
    )
    op.create_index("ix_department_leaders_leader_id", "department_leaders", ["leader_id"])
    op.create_index(
        "ix_department_leaders_open",
        "department_leaders",
        ["department_id"],
        unique=True,
        sqlite_where=sa.text("until_on IS NULL"),
        postgresql_where=sa.text("until_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("department_leaders")
