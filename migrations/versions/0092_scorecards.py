"""Scorecards: schemes of weights, cards with every case behind every point, appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0092_scorecards"
down_revision = "0091_surveys"
branch_labels = None
depends_on = None

SCHEMES = {
    "for_a_reason": "reason <> ''",
    "decided_when_not_pending": "(state = 'pending') = (decided_at IS NULL)",
    "decided_by_somebody": "(decided_at IS NULL) = (decided_by_id IS NULL)",
    "rejected_for_a_reason": "(state = 'rejected') = (decided_why <> '')",
    "decided_by_a_second_person": "state NOT IN ('approved', 'rejected') OR decided_by_id <> proposed_by_id",
}
CARDS = {
    "ends_after_it_begins": "until_on >= from_on",
    "final_at_an_instant": "(state = 'final') = (final_at IS NOT NULL)",
    "final_by_somebody": "(final_at IS NULL) = (final_by IS NULL)",
}
APPEALS = {
    "with_words": "words <> ''",
    "decided_when_not_pending": "(state = 'pending') = (decided_at IS NULL)",
    "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
    "decided_for_a_reason": "(decided_at IS NULL) = (why = '')",
}


def _key(name: str, target: str, table: str, *, nullable: bool = False, primary: bool = False) -> sa.Column[int]:
    found = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}_{target}")
    return sa.Column(name, sa.Integer(), found, nullable=nullable, primary_key=primary)


def _checks(checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(sql, name=name) for name, sql in checks.items()]


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "scorecard_schemes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        _instant("proposed_at"),
        _key("proposed_by_id", "users", "scorecard_schemes"),
        _instant("decided_at", nullable=True),
        _key("decided_by_id", "users", "scorecard_schemes", nullable=True),
        sa.Column("decided_why", sa.String(), nullable=False),
        *_checks(SCHEMES),
    )
    op.create_index("ix_scorecard_schemes_year", "scorecard_schemes", ["year"])
    op.create_table(
        "scorecards",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        _key("scheme_id", "scorecard_schemes", "scorecards"),
        sa.Column("appeal_by", sa.Date(), nullable=False),
        _instant("issued_at"),
        _key("issued_by", "users", "scorecards"),
        _instant("final_at", nullable=True),
        _key("final_by", "users", "scorecards", nullable=True),
        sa.UniqueConstraint("number", name="uq_scorecards_number"),
        sa.UniqueConstraint("from_on", "until_on", name="uq_scorecards_from_on_until_on"),
        *_checks(CARDS),
    )
    op.create_index("ix_scorecards_issued_at", "scorecards", ["issued_at"])
    op.create_table(
        "scorecard_parts",
        _key("card_id", "scorecards", "scorecard_parts", primary=True),
        _key("department_id", "departments", "scorecard_parts", primary=True),
        sa.Column("criterion", sa.String(40), primary_key=True),
        sa.Column("cases", sa.JSON(), nullable=False),
    )
    op.create_table(
        "scorecard_appeals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("card_id", "scorecards", "scorecard_appeals"),
        _key("department_id", "departments", "scorecard_appeals"),
        sa.Column("criterion", sa.String(40), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        _instant("filed_at"),
        _key("filed_by", "users", "scorecard_appeals"),
        sa.Column("why", sa.String(), nullable=False),
        _instant("decided_at", nullable=True),
        _key("decided_by", "users", "scorecard_appeals", nullable=True),
        sa.UniqueConstraint(
            "card_id",
            "department_id",
            "criterion",
            "ref",
            name="uq_scorecard_appeals_card_id_department_id_criterion_ref",
        ),
        *_checks(APPEALS),
    )
    op.create_index("ix_scorecard_appeals_department_id", "scorecard_appeals", ["department_id"])


def downgrade() -> None:
    for name in ("scorecard_appeals", "scorecard_parts", "scorecards", "scorecard_schemes"):
        op.drop_table(name)
