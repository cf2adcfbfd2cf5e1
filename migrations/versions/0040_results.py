"""Results of visits: findings, photos, follow-up, papers with their templates, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0040_results"
down_revision = "0036_import_undo"
branch_labels = None
depends_on = None

KINDS = (
    "kind IN ('corrected_on_site', 'false_information', 'no_problem', 'not_operating', 'not_published', "
    "'ordered_to_correct', 'pending', 'refused', 'transferred_to_case', 'unreachable')"
)
PAPERS = "kind IN ('notice', 'order', 'record')"


def upgrade() -> None:
    _results()
    _follow_ups()
    _papers()


def _results() -> None:
    op.create_table(
        "results",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("said_since", sa.DateTime(timezone=True)),
        sa.Column("said_until", sa.DateTime(timezone=True)),
        sa.Column("said_why", sa.String(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_results_kind")),
        sa.CheckConstraint("(said_since IS NULL) = (said_why = '')", name=op.f("ck_results_said_for_a_reason")),
        sa.CheckConstraint("said_since IS NULL OR said_since <= said_until", name=op.f("ck_results_said_in_order")),
        sa.CheckConstraint("said_until IS NULL OR said_until <= recorded_at", name=op.f("ck_results_said_of_the_past")),
        sa.CheckConstraint("(said_since IS NULL) = (said_until IS NULL)", name=op.f("ck_results_said_whole")),
    )
    op.create_index("ix_results_ended_on", "results", ["ended_on"])
    op.create_table(
        "result_findings",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("results.visit_id"), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_result_findings_kind")),
        sa.CheckConstraint("kind = 'no_problem' OR words <> ''", name=op.f("ck_result_findings_problem_in_words")),
    )
    op.create_index("ix_result_findings_item_id", "result_findings", ["item_id"])
    op.create_table(
        "result_photos",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("results.visit_id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("visit_id", "position", name=op.f("uq_result_photos_visit_id_position")),
    )
    op.create_table(
        "result_drafts",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_result_drafts_changed_at", "result_drafts", ["changed_at"])


def _follow_ups() -> None:
    op.create_table(
        "result_follow_ups",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("results.visit_id"), nullable=False),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("case_no", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state = 'case_opened') = (case_no <> '')", name=op.f("ck_result_follow_ups_case_with_a_number")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_result_follow_ups_closed_at_an_instant")
        ),
        sa.CheckConstraint("state IN ('case_opened', 'open', 'put_right')", name=op.f("ck_result_follow_ups_state")),
        sa.UniqueConstraint("visit_id", "item_id", name=op.f("uq_result_follow_ups_visit_id_item_id")),
    )
    op.create_index("ix_result_follow_ups_state", "result_follow_ups", ["state", "due_on"])
    op.create_table(
        "result_rechecks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("follow_up_id", sa.Integer(), sa.ForeignKey("result_follow_ups.id"), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("visit_number", sa.String(), nullable=False),
        sa.Column("next_due_on", sa.Date()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint("passed = (next_due_on IS NULL)", name=op.f("ck_result_rechecks_failed_has_a_day")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_result_rechecks_in_words")),
    )
    op.create_index("ix_result_rechecks_follow_up_id", "result_rechecks", ["follow_up_id"])


def _papers() -> None:
    op.create_table(
        "paper_templates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint(PAPERS, name=op.f("ck_paper_templates_kind")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_paper_templates_number_counts_from_one")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_paper_templates_with_a_title")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_paper_templates_kind_number")),
    )
    op.create_table(
        "result_papers",
        sa.Column("number", sa.String(), primary_key=True),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("results.visit_id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint(PAPERS, name=op.f("ck_result_papers_kind")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_result_papers_with_a_text")),
    )
    op.create_index("ix_result_papers_visit_id", "result_papers", ["visit_id"])


def downgrade() -> None:
    for table in (
        "result_papers",
        "paper_templates",
        "result_rechecks",
        "result_follow_ups",
        "result_drafts",
        "result_photos",
        "result_findings",
        "results",
    ):
        op.drop_table(table)
