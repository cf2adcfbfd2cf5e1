"""Typical cases: words, approvals of two people, the last day on which they are public."""

import sqlalchemy as sa
from alembic import op

revision = "0099_typical_cases"
down_revision = "0098_results_by_day"
branch_labels = None
depends_on = None

_OUT = "state IN ('published', 'withdrawn')"
CHECKS = {
    "state": "state IN ('pending', 'published', 'returned', 'withdrawn')",
    "in_words": "title <> '' AND facts <> '' AND outcome <> ''",
    "office_at_an_instant": "(office_by_id IS NULL) = (office_at IS NULL)",
    "outside_at_an_instant": "(outside_by_id IS NULL) = (outside_at IS NULL)",
    "approved_by_others": "(office_by_id IS NULL OR office_by_id <> drafted_by_id)"
    " AND (outside_by_id IS NULL OR outside_by_id <> drafted_by_id)",
    "approved_by_two_people": "office_by_id <> outside_by_id",
    "approved_twice": f"({_OUT}) = (office_at IS NOT NULL AND outside_at IS NOT NULL)",
    "number_with_publication": f"({_OUT}) = (number IS NOT NULL)",
    "published_on_a_day": f"({_OUT}) = (published_on IS NOT NULL)",
    "public_for_a_time": "published_on IS NULL OR until_on > published_on",
    "returned_for_a_reason": "(state = 'returned') = (returned_why <> '')",
    "withdrawn_for_a_reason": "(state = 'withdrawn') = (withdrawn_why <> '')",
    "withdrawn_at_an_instant": "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
}


def _user(name: str, *, nullable: bool = False) -> sa.Column[int]:
    found = sa.ForeignKey("users.id", name=f"fk_typical_cases_{name}_users")
    return sa.Column(name, sa.Integer(), found, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "typical_cases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column(
            "category",
            sa.String(),
            sa.ForeignKey("complaint_categories.code", name="fk_typical_cases_category_complaint_categories"),
            nullable=False,
        ),
        sa.Column(
            "department_id",
            sa.Integer(),
            sa.ForeignKey("departments.id", name="fk_typical_cases_department_id_departments"),
            nullable=True,
        ),
        sa.Column("until_on", sa.Date(), nullable=False),
        _user("drafted_by_id"),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        _user("office_by_id", nullable=True),
        sa.Column("office_at", sa.DateTime(timezone=True), nullable=True),
        _user("outside_by_id", nullable=True),
        sa.Column("outside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("returned_why", sa.String(), nullable=False),
        sa.Column("withdrawn_why", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("number", name="uq_typical_cases_number"),
        *(sa.CheckConstraint(sql, name=name) for name, sql in CHECKS.items()),
    )


def downgrade() -> None:
    op.drop_table("typical_cases")
