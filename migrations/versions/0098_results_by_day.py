"""Results by the day on which their visits ended: when the last of a day's was published is looked up in an index."""

from alembic import op

revision = "0098_results_by_day"
down_revision = "0097_public_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_publications_ended_on", "publications", ["ended_on", "published_on"])


def downgrade() -> None:
    op.drop_index("ix_publications_ended_on", "publications")
