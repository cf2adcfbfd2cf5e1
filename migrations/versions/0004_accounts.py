"""The tables of accounts."""

revision = "0004_accounts"
down_revision = "0003_enterprises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
