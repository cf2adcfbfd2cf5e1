"""Actions close after complaints, sealed, and the looks at them."""

import sqlalchemy as sa
from alembic import op

revision = "0076_discipline"
down_revision = "0075_warnings"
branch_labels = None
depends_on = None

CHECKS = {
    "judged_at_an_instant": "(state = 'open') = (judged_at IS NULL)",
    "judged_by_somebody": "(judged_at IS NULL) = (judged_by IS NULL)",
    "judged_in_words": "(judged_at IS NULL) = (judgement IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        "discipline_watches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True)),
        sa.Column("judged_by", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("judgement", sa.LargeBinary()),
        sa.UniqueConstraint("number", name=op.f("uq_discipline_watches_number")),
        sa.UniqueConstraint("mark", name=op.f("uq_discipline_watches_mark")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_discipline_watches_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_table(
        "discipline_looks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("discipline_looks")
    op.drop_table("discipline_watches")
