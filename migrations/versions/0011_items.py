"""The list of inspection items and the departments that own them."""

import sqlalchemy as sa
from alembic import op

revision = "0011_items"
down_revision = "0010_proofs"
branch_labels = None
depends_on = None

CHECKS = {
    "code_not_empty": "code <> ''",
    "name_not_empty": "name <> ''",
    "kind": "kind IN ('key', 'routine')",
    "ends_after_it_begins": "until_on IS NULL OR until_on >= from_on",
}
TEXTS = ("category", "basis", "subject", "object", "method", "content")


def upgrade() -> None:
    op.create_table(
        "inspection_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("code", name=op.f("uq_inspection_items_code")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_inspection_items_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_table(
        "inspection_item_departments",
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), primary_key=True),
    )
    op.create_index("ix_inspection_item_departments_department_id", "inspection_item_departments", ["department_id"])


def downgrade() -> None:
    op.drop_table("inspection_item_departments")
    op.drop_table("inspection_items")
