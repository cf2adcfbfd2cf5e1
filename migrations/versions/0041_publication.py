"""What is public of results, what each channel was asked for and answered, and the exports."""

import sqlalchemy as sa
from alembic import op

revision = "0041_publication"
down_revision = "0035_visit_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("results.visit_id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("uscc", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("ground", sa.String(40)),
        sa.Column("found_on", sa.Date()),
        sa.Column("contested_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "(ground IS NULL) = (contested_at IS NULL)", name=op.f("ck_publications_ground_at_an_instant")
        ),
        sa.CheckConstraint("(ground IS NULL) = (found_on IS NULL)", name=op.f("ck_publications_ground_of_a_day")),
        sa.CheckConstraint("basis = 'task' OR task = ''", name=op.f("ck_publications_task_of_a_task")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= published_at",
            name=op.f("ck_publications_withdrawn_after_published"),
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR ground IS NOT NULL", name=op.f("ck_publications_withdrawn_for_a_ground")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_publications_number")),
    )
    op.create_index("ix_publications_published_on", "publications", ["published_on", "visit_id"])
    op.create_index("ix_publications_department_id", "publications", ["department_id", "published_on", "visit_id"])
    op.create_index("ix_publications_enterprise_id", "publications", ["enterprise_id", "published_on", "visit_id"])
    op.create_index("ix_publications_kind", "publications", ["kind", "published_on", "visit_id"])
    op.create_index("ix_publications_withdrawn_at", "publications", ["withdrawn_at"])
    op.create_table(
        "publication_records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("publications.visit_id"), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date()),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "channel IN ('credit', 'national', 'provincial', 'supervision')",
            name=op.f("ck_publication_records_channel"),
        ),
        sa.CheckConstraint("purpose IN ('publish', 'withdraw')", name=op.f("ck_publication_records_purpose")),
        sa.CheckConstraint(
            "(received_at IS NULL) = (said_on IS NULL)", name=op.f("ck_publication_records_received_of_a_day")
        ),
        sa.CheckConstraint(
            "(received_at IS NULL) = (receipt = '')", name=op.f("ck_publication_records_received_with_a_receipt")
        ),
        sa.UniqueConstraint(
            "visit_id", "channel", "purpose", name=op.f("uq_publication_records_visit_id_channel_purpose")
        ),
    )
    unreceived = sa.text("received_at IS NULL")
    op.create_index(
        "ix_publication_records_open",
        "publication_records",
        ["channel", "purpose"],
        sqlite_where=unreceived,
        postgresql_where=unreceived,
    )
    op.create_table(
        "publication_batches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id")),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_publication_batches_digest")),
        sa.CheckConstraint("rows >= 1", name=op.f("ck_publication_batches_something_exported")),
    )
    op.create_index("ix_publication_batches_department_id", "publication_batches", ["department_id"])
    op.create_table(
        "publication_batch_rows",
        sa.Column(
            "record_id", sa.Integer(), sa.ForeignKey("publication_records.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("publication_batches.id"), nullable=False),
    )
    op.create_index("ix_publication_batch_rows_batch_id", "publication_batch_rows", ["batch_id"])


def downgrade() -> None:
    for table in ("publication_batch_rows", "publication_batches", "publication_records", "publications"):
        op.drop_table(table)
