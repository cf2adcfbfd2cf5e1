"""The tables of complaints."""

revision = "0008_complaints"
down_revision = "0007_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
