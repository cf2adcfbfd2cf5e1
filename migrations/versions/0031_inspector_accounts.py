"""Which account is which inspector's."""

import sqlalchemy as sa
from alembic import op

revision = "0031_inspector_accounts"
down_revision = "0030_penalties"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspector_accounts",
        sa.Column("inspector_id", sa.Integer(), sa.ForeignKey("inspectors.id"), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("user_id", name=op.f("uq_inspector_accounts_user_id")),
    )


def downgrade() -> None:
    op.drop_table("inspector_accounts")
