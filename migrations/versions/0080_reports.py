"""Reports as they were issued, which are public, and the public figures by month: none of it can be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0080_reports"
down_revision = "0076_discipline"
branch_labels = None
depends_on = None

TABLES = ("reports", "report_releases", "report_months")
FUNCTION = """
CREATE FUNCTION reports_unchanged() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was issued is never changed'; END $$
"""


def on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def guard() -> None:
    """Refuse changes of what was issued to everybody."""
    if on_postgresql():
        op.execute(FUNCTION)
        for table in TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION reports_unchanged()"
            )
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            abort = "BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END"
            op.execute(f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {abort}")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('annual', 'half_year', 'monthly', 'quarterly')", name=op.f("ck_reports_kind")),
        sa.CheckConstraint("last_on > first_on", name=op.f("ck_reports_ends_after_it_begins")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_reports_round_counts_from_one")),
        sa.CheckConstraint("(round = 1) = (corrects_id IS NULL)", name=op.f("ck_reports_later_rounds_correct")),
        sa.CheckConstraint("(round = 1) = (why = '')", name=op.f("ck_reports_corrects_for_a_reason")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_reports_digest")),
        sa.ForeignKeyConstraint(["corrects_id"], ["reports.id"], name=op.f("fk_reports_corrects_id_reports")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["users.id"], name=op.f("fk_reports_issued_by_id_users")),
        sa.UniqueConstraint("number", name=op.f("uq_reports_number")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_reports_corrects_id")),
        sa.UniqueConstraint("kind", "first_on", "round", name=op.f("uq_reports_kind_first_on_round")),
    )
    op.create_index(op.f("ix_reports_issued_at"), "reports", ["issued_at"])
    op.create_table(
        "report_releases",
        sa.Column("report_id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_releases_report_id_reports")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_report_releases_by_id_users")),
    )
    op.create_table(
        "report_months",
        sa.Column("first_on", sa.Date(), primary_key=True),
        sa.Column("figure", sa.String(), primary_key=True),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("definitions", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("numerator >= 0", name=op.f("ck_report_months_not_negative")),
        sa.CheckConstraint(
            "denominator IS NULL OR denominator >= numerator", name=op.f("ck_report_months_part_of_the_whole")
        ),
    )
    guard()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if on_postgresql():
        op.execute("DROP FUNCTION reports_unchanged()")
