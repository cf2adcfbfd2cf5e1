"""Corrections of published results: the versions, and a record of each channel for each of them."""

import sqlalchemy as sa
from alembic import op

revision = "0093_corrections"
down_revision = "0092_scorecards"
branch_labels = None
depends_on = None

_UNIQUE = "uq_publication_records_visit_id_channel_purpose"
_PURPOSE, _ROUNDS = "ck_publication_records_purpose", "ck_publication_records_rounds_of_corrections"
_CORRECTED = "ck_publications_corrected_after_published"


def upgrade() -> None:
    with op.batch_alter_table("publications") as table:
        table.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(op.f(_CORRECTED), "corrected_at IS NULL OR corrected_at >= published_at")
        table.create_index("ix_publications_corrected_at", ["corrected_at"])
    with op.batch_alter_table("publication_records") as table:
        table.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="0"))
        table.drop_constraint(op.f(_PURPOSE), type_="check")
        table.create_check_constraint(op.f(_PURPOSE), "purpose IN ('correct', 'publish', 'withdraw')")
        table.create_check_constraint(op.f(_ROUNDS), "round >= 0 AND (purpose = 'correct') = (round > 0)")
        table.drop_constraint(op.f(_UNIQUE), type_="unique")
        table.create_unique_constraint(op.f(f"{_UNIQUE}_round"), ["visit_id", "channel", "purpose", "round"])
    with op.batch_alter_table("publication_records") as table:
        table.alter_column("round", server_default=None)
    op.create_table(
        "publication_corrections",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("publications.visit_id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("kind_before", sa.String(40), nullable=False),
        sa.Column("kinds_before", sa.JSON(), nullable=False),
        sa.Column("kind_after", sa.String(40), nullable=False),
        sa.Column("kinds_after", sa.JSON(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint(
            "cause IN ('decision', 'entry_error', 'reviewed')", name=op.f("ck_publication_corrections_cause")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_publication_corrections_position_from_one")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_publication_corrections_reasoned")),
        sa.UniqueConstraint("visit_id", "position", name=op.f("uq_publication_corrections_visit_id_position")),
    )


def downgrade() -> None:
    op.drop_table("publication_corrections")
    op.execute(
        "DELETE FROM publication_batch_rows WHERE record_id IN "
        "(SELECT id FROM publication_records WHERE purpose = 'correct')"
    )
    op.execute("DELETE FROM publication_records WHERE purpose = 'correct'")
    with op.batch_alter_table("publication_records") as table:
        table.drop_constraint(op.f(f"{_UNIQUE}_round"), type_="unique")
        table.create_unique_constraint(op.f(_UNIQUE), ["visit_id", "channel", "purpose"])
        table.drop_constraint(op.f(_ROUNDS), type_="check")
        table.drop_constraint(op.f(_PURPOSE), type_="check")
        table.create_check_constraint(op.f(_PURPOSE), "purpose IN ('publish', 'withdraw')")
        table.drop_column("round")
    with op.batch_alter_table("publications") as table:
        table.drop_index("ix_publications_corrected_at")
        table.drop_constraint(op.f(_CORRECTED), type_="check")
        table.drop_column("corrected_at")
