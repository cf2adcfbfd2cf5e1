"""The tables of demo."""

revision = "0009_demo"
down_revision = "0008_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
