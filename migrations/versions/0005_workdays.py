"""The tables of workdays."""

revision = "0005_workdays"
down_revision = "0004_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
