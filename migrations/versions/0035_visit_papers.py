"""The papers of a visit that its leader looks at."""

import sqlalchemy as sa
from alembic import op

revision = "0035_visit_papers"
down_revision = "0034_visit_ratings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_papers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("visit_id", sa.Integer(), sa.ForeignKey("visits.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("visit_id", "position", name=op.f("uq_visit_papers_visit_id_position")),
    )


def downgrade() -> None:
    op.drop_table("visit_papers")
