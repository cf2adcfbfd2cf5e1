"""Visits with their passes and entries, requests for quiet days, who stands in for a leader, running numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0020_quiet_days"
down_revision = "0017_draws"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "serials",
        sa.Column("prefix", sa.String(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_serials_not_negative")),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("origin", sa.String()),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("basis_ref", sa.String(), nullable=False),
        sa.Column("basis_on", sa.Date()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String()),
        sa.Column("covered", sa.JSON(), nullable=False),
        sa.Column("filing", sa.String(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('complaint', 'monitoring', 'supervision', 'task', 'transferred')", name=op.f("ck_visits_basis")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_visits_ends_after_it_begins")),
        sa.CheckConstraint("state NOT IN ('draft', 'waiting') OR code IS NULL", name=op.f("ck_visits_no_pass_before")),
        sa.CheckConstraint(
            "state NOT IN ('registered', 'emergency') OR code IS NOT NULL", name=op.f("ck_visits_pass_when_registered")
        ),
        sa.CheckConstraint(
            "state IN ('cancelled', 'draft', 'emergency', 'registered', 'waiting')", name=op.f("ck_visits_state")
        ),
        sa.CheckConstraint("basis_ref <> ''", name=op.f("ck_visits_with_a_basis")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_visits_with_a_reason")),
        sa.UniqueConstraint("code", name=op.f("uq_visits_code")),
        sa.UniqueConstraint("number", name=op.f("uq_visits_number")),
        sa.UniqueConstraint("origin", name=op.f("uq_visits_origin")),
    )
    op.create_index("ix_visits_department_id", "visits", ["department_id", "starts_on"])
    op.create_index("ix_visits_enterprise_id", "visits", ["enterprise_id", "starts_on"])
    op.create_table(
        "visit_inspectors",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("inspector_id", sa.Integer(), sa.ForeignKey("inspectors.id"), primary_key=True),
    )
    op.create_index("ix_visit_inspectors_inspector_id", "visit_inspectors", ["inspector_id"])
    op.create_table(
        "visit_items",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), primary_key=True),
    )
    op.create_index("ix_visit_items_item_id", "visit_items", ["item_id"])
    op.create_table(
        "visit_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("emergency", sa.String(), nullable=False),
        sa.CheckConstraint("left_at IS NULL OR left_at >= entered_at", name=op.f("ck_visit_entries_out_after_in")),
        sa.UniqueConstraint("visit_id", "day", name=op.f("uq_visit_entries_visit_id_day")),
    )
    op.create_table(
        "visit_sightings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id")),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id")),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id")),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True)),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.CheckConstraint("(judged_at IS NULL) = (judgement = '')", name=op.f("ck_visit_sightings_judged_in_words")),
        sa.CheckConstraint("kind IN ('arrived', 'left', 'unannounced')", name=op.f("ck_visit_sightings_kind")),
        sa.CheckConstraint(
            "(kind = 'unannounced') = (visit_id IS NULL)",
            name=op.f("ck_visit_sightings_with_a_visit_unless_unannounced"),
        ),
        sa.UniqueConstraint("visit_id", "day", "kind", name=op.f("uq_visit_sightings_visit_id_day_kind")),
    )
    op.create_index("ix_visit_sightings_enterprise_id", "visit_sightings", ["enterprise_id"])
    op.create_table(
        "visit_judgements",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_visit_judgements_in_words")),
    )
    op.create_table(
        "quiet_day_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("in_place_of_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("filing", sa.String()),
        sa.CheckConstraint(
            "state <> 'approved' OR filing IS NOT NULL", name=op.f("ck_quiet_day_requests_approved_is_filed")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected', 'returned') OR decided_at IS NOT NULL",
            name=op.f("ck_quiet_day_requests_decided"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (in_place_of_id IS NULL)", name=op.f("ck_quiet_day_requests_decided_as_a_leader")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_quiet_day_requests_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "filing IS NULL OR state IN ('approved', 'withdrawn')", name=op.f("ck_quiet_day_requests_filed_is_approved")
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR decided_at >= submitted_at OR state = 'submitted'",
            name=op.f("ck_quiet_day_requests_in_order"),
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> submitted_by_id",
            name=op.f("ck_quiet_day_requests_not_by_the_applicant"),
        ),
        sa.CheckConstraint(
            "reason IS NULL OR reason IN ('basis_unclear', 'incomplete', 'merge', 'not_urgent', 'other', 'visited_lately')",
            name=op.f("ck_quiet_day_requests_reason"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('rejected', 'returned') OR reason IS NOT NULL",
            name=op.f("ck_quiet_day_requests_refused_for_a_reason"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_quiet_day_requests_round_counts_from_one")),
        sa.CheckConstraint(
            "state IN ('approved', 'expired', 'rejected', 'returned', 'submitted', 'withdrawn')",
            name=op.f("ck_quiet_day_requests_state"),
        ),
        sa.UniqueConstraint("filing", name=op.f("uq_quiet_day_requests_filing")),
        sa.UniqueConstraint("number", name=op.f("uq_quiet_day_requests_number")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_quiet_day_requests_visit_id")),
    )
    op.create_index("ix_quiet_day_requests_state", "quiet_day_requests", ["state", "submitted_at"])
    op.create_table(
        "leader_deputies",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("deputy_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_leader_deputies_ends_after_it_begins")),
        sa.CheckConstraint("document <> ''", name=op.f("ck_leader_deputies_in_writing")),
        sa.CheckConstraint("leader_id <> deputy_id", name=op.f("ck_leader_deputies_of_somebody_else")),
    )
    op.create_index("ix_leader_deputies_deputy_id", "leader_deputies", ["deputy_id"])
    op.create_index("ix_leader_deputies_leader_id", "leader_deputies", ["leader_id"])


def downgrade() -> None:
    for table in (
        "leader_deputies",
        "quiet_day_requests",
        "visit_judgements",
        "visit_sightings",
        "visit_entries",
        "visit_items",
        "visit_inspectors",
        "visits",
        "serials",
    ):
        op.drop_table(table)
