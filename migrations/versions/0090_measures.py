"""The measures of a year, their targets, reports and drafts, whom names mean, reminders, steps against slow units."""

import sqlalchemy as sa
from alembic import op

revision = "0090_measures"
down_revision = "0080_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("task_title", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("responsible", sa.JSON(), nullable=False),
        sa.UniqueConstraint("year", "number", name="uq_measures_year_number"),
        sa.CheckConstraint("number >= 1 AND task >= 1", name="counted_from_one"),
        sa.CheckConstraint("title <> '' AND task_title <> ''", name="with_titles"),
    )
    op.create_table(
        "measure_targets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "measure_id",
            sa.Integer(),
            sa.ForeignKey("measures.id", name="fk_measure_targets_measure_id_measures"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("bound", sa.String(40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.UniqueConstraint("measure_id", "name", name="uq_measure_targets_measure_id_name"),
        sa.CheckConstraint("name <> ''", name="named"),
    )
    op.create_table(
        "measure_units",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("holder", sa.String(40), nullable=False),
        sa.Column(
            "department_id",
            sa.Integer(),
            sa.ForeignKey("departments.id", name="fk_measure_units_department_id_departments"),
        ),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id", name="fk_measure_units_by_id_users")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(holder = 'department') = (department_id IS NOT NULL)", name="department_named"),
    )
    op.create_table(
        "measure_reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "measure_id",
            sa.Integer(),
            sa.ForeignKey("measures.id", name="fk_measure_reports_measure_id_measures"),
            nullable=False,
        ),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column(
            "department_id",
            sa.Integer(),
            sa.ForeignKey("departments.id", name="fk_measure_reports_department_id_departments"),
        ),
        sa.Column("behind", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "filed_by",
            sa.Integer(),
            sa.ForeignKey("users.id", name="fk_measure_reports_filed_by_users"),
            nullable=False,
        ),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_a_year"),
        sa.CheckConstraint("words <> ''", name="with_words"),
    )
    op.create_index("ix_measure_reports_measure_id_quarter", "measure_reports", ["measure_id", "quarter"])
    op.create_table(
        "measure_figures",
        sa.Column(
            "report_id",
            sa.Integer(),
            sa.ForeignKey("measure_reports.id", name="fk_measure_figures_report_id_measure_reports"),
            primary_key=True,
        ),
        sa.Column(
            "target_id",
            sa.Integer(),
            sa.ForeignKey("measure_targets.id", name="fk_measure_figures_target_id_measure_targets"),
            primary_key=True,
        ),
        sa.Column("value", sa.String(), nullable=False),
    )
    op.create_table(
        "measure_drafts",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column(
            "user_id", sa.Integer(), sa.ForeignKey("users.id", name="fk_measure_drafts_user_id_users"), nullable=False
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_measure_drafts_changed_at", "measure_drafts", ["changed_at"])
    op.create_table(
        "measure_reminders",
        sa.Column("holder", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("quarter", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("measures", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('soon', 'late')", name="kind_known"),
    )
    op.create_table(
        "measure_steps",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column(
            "department_id",
            sa.Integer(),
            sa.ForeignKey("departments.id", name="fk_measure_steps_department_id_departments"),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "issued_by",
            sa.Integer(),
            sa.ForeignKey("users.id", name="fk_measure_steps_issued_by_users"),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("received_by", sa.Integer(), sa.ForeignKey("users.id", name="fk_measure_steps_received_by_users")),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("users.id", name="fk_measure_steps_answered_by_users")),
        sa.UniqueConstraint("number", name="uq_measure_steps_number"),
        sa.UniqueConstraint(
            "kind", "department_id", "year", "quarter", name="uq_measure_steps_kind_department_id_year_quarter"
        ),
        sa.CheckConstraint("title <> '' AND body <> ''", name="with_words"),
        sa.CheckConstraint("(state = 'issued') = (received_at IS NULL)", name="received_at_an_instant"),
        sa.CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="received_by_somebody"),
        sa.CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_an_instant"),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_in_words"),
    )
    op.create_index("ix_measure_steps_department_id", "measure_steps", ["department_id"])
    op.create_index("ix_measure_steps_issued_at", "measure_steps", ["issued_at"])


def downgrade() -> None:
    for name in ("steps", "reminders", "drafts", "figures", "reports", "units", "targets"):
        op.drop_table(f"measure_{name}")
    op.drop_table("measures")
