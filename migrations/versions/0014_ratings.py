"""Every rating that was ever given: what each enterprise has now is the first of them."""

import sqlalchemy as sa
from alembic import op

revision = "0014_ratings"
down_revision = "0013_inspectors"
branch_labels = None
depends_on = None

CHECKS = {
    "value_of_its_aspect": (
        "value IS NULL OR (aspect = 'credit' AND value IN ('A', 'B', 'C', 'D'))"
        " OR (aspect = 'risk' AND value IN ('high', 'low', 'medium'))"
    ),
    "aspect": "aspect IN ('credit', 'risk')",
    "with_a_source": "source <> ''",
}
COPY = """
INSERT INTO enterprise_ratings (enterprise_id, aspect, value, source, rated_on, entered_at, actor, batch)
SELECT id, '{aspect}', {column}, rated_by, rated_on, entered_at, 'system', batch FROM enterprises
WHERE {column} IS NOT NULL AND rated_on IS NOT NULL ORDER BY id
"""


def upgrade() -> None:
    op.create_table(
        "enterprise_ratings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_enterprise_ratings_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_index(
        "ix_enterprise_ratings_enterprise_id", "enterprise_ratings", ["enterprise_id", "aspect", "rated_on"]
    )
    op.execute(COPY.format(aspect="credit", column="credit_grade"))
    op.execute(COPY.format(aspect="risk", column="risk_level"))


def downgrade() -> None:
    op.drop_table("enterprise_ratings")
