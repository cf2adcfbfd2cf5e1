"""The rulebook: versions of every rule, and proposals for new ones."""

import sqlalchemy as sa
from alembic import op

revision = "0006_policy"
down_revision = "0005_workdays"
branch_labels = None
depends_on = None


def _user(table: str, column: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(
        column, sa.Integer(), sa.ForeignKey("users.id", name=f"fk_{table}_{column}_users"), nullable=nullable
    )


def upgrade() -> None:
    op.create_table(
        "rulebook_versions",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _user("rulebook_versions", "made_by_id"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_rulebook_versions_number_counts_from_one")),
    )
    op.create_table(
        "rule_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column(
            "version",
            sa.Integer(),
            sa.ForeignKey("rulebook_versions.number", name="fk_rule_versions_version_rulebook_versions"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        _user("rule_versions", "proposed_by_id"),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        _user("rule_versions", "approved_by_id"),
        sa.UniqueConstraint("rule_id", "from_on", name="uq_rule_versions_rule_id_from_on"),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on", name=op.f("ck_rule_versions_ends_after_it_begins")
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> proposed_by_id",
            name=op.f("ck_rule_versions_approved_by_a_second_person"),
        ),
    )
    op.create_table(
        "rule_proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        _user("rule_proposals", "proposed_by_id", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        _user("rule_proposals", "decided_by_id"),
        sa.Column("decided_why", sa.String()),
        sa.CheckConstraint(
            "(state = 'rejected') = (decided_why IS NOT NULL)", name=op.f("ck_rule_proposals_rejected_for_a_reason")
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f("ck_rule_proposals_decided_when_not_pending")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_rule_proposals_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_by_id <> proposed_by_id",
            name=op.f("ck_rule_proposals_decided_by_a_second_person"),
        ),
    )


def downgrade() -> None:
    for table in ("rule_proposals", "rule_versions", "rulebook_versions"):
        op.drop_table(table)
