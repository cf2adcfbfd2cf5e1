"""The work calendar by versions, proposals for it, and deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0005_workdays"
down_revision = "0004_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_versions",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "loaded_by_id", sa.Integer(), sa.ForeignKey("users.id", name="fk_calendar_versions_loaded_by_id_users")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_calendar_versions_number_counts_from_one")),
    )
    op.create_index("ix_calendar_versions_year", "calendar_versions", ["year"])
    op.create_table(
        "special_days",
        sa.Column(
            "version",
            sa.Integer(),
            sa.ForeignKey("calendar_versions.number", name="fk_special_days_version_calendar_versions"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('holiday', 'makeup')", name=op.f("ck_special_days_kind_is_special")),
    )
    op.create_table(
        "calendar_proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "proposed_by_id",
            sa.Integer(),
            sa.ForeignKey("users.id", name="fk_calendar_proposals_proposed_by_id_users"),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column(
            "decided_by_id", sa.Integer(), sa.ForeignKey("users.id", name="fk_calendar_proposals_decided_by_id_users")
        ),
        sa.Column("decided_why", sa.String()),
        sa.CheckConstraint(
            "(state = 'rejected') = (decided_why IS NOT NULL)", name=op.f("ck_calendar_proposals_rejected_for_a_reason")
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f("ck_calendar_proposals_decided_when_not_pending")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_calendar_proposals_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_by_id <> proposed_by_id",
            name=op.f("ck_calendar_proposals_decided_by_a_second_person"),
        ),
    )
    _deadlines()


def _deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("rulebook_version", sa.Integer(), nullable=False),
        sa.Column(
            "calendar_version",
            sa.Integer(),
            sa.ForeignKey("calendar_versions.number", name="fk_deadlines_calendar_version_calendar_versions"),
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("dropped_at", sa.DateTime(timezone=True)),
        sa.Column("dropped_why", sa.String()),
        sa.UniqueConstraint("subject", "kind", "round", name="uq_deadlines_subject_kind_round"),
        sa.CheckConstraint("round >= 1", name=op.f("ck_deadlines_round_counts_from_one")),
        sa.CheckConstraint("length >= 1", name=op.f("ck_deadlines_length_is_positive")),
        sa.CheckConstraint("extension >= 0", name=op.f("ck_deadlines_extension_not_negative")),
        sa.CheckConstraint("due_on > starts_on", name=op.f("ck_deadlines_first_day_not_counted")),
        sa.CheckConstraint("first_due_on <= due_on", name=op.f("ck_deadlines_extended_to_later")),
        sa.CheckConstraint("extension > 0 OR first_due_on = due_on", name=op.f("ck_deadlines_moved_by_extension_only")),
        sa.CheckConstraint("provisional OR calendar_version IS NOT NULL", name=op.f("ck_deadlines_firm_by_a_calendar")),
        sa.CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name=op.f("ck_deadlines_ends_once")),
        sa.CheckConstraint(
            "(dropped_at IS NULL) = (dropped_why IS NULL)", name=op.f("ck_deadlines_dropped_for_a_reason")
        ),
    )
    op.create_index("ix_deadlines_due_on_open", "deadlines", ["due_on", "done_at", "dropped_at"])
    running = sa.text("done_at IS NULL AND dropped_at IS NULL")
    op.create_index(
        "ix_deadlines_running",
        "deadlines",
        ["subject", "due_on", "kind"],
        sqlite_where=running,
        postgresql_where=running,
    )


def downgrade() -> None:
    for table in ("deadlines", "calendar_proposals", "special_days", "calendar_versions"):
        op.drop_table(table)
