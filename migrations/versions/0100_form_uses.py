"""How the complaint form is used: counts by month."""

import sqlalchemy as sa
from alembic import op

revision = "0100_form_uses"
down_revision = "0099_typical_cases"
branch_labels = None
depends_on = None

_WHAT = "'0-2', '11-15', '16-30', '3-5', '31-60', '6-10', '61-', 'begun', 'untimed'"


def upgrade() -> None:
    op.create_table(
        "form_uses",
        sa.Column("first_on", sa.Date(), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"what IN ({_WHAT})", name=op.f("ck_form_uses_what")),
        sa.CheckConstraint("count >= 1", name=op.f("ck_form_uses_counted")),
    )


def downgrade() -> None:
    op.drop_table("form_uses")
