"""The tables of policy."""

revision = "0006_policy"
down_revision = "0005_workdays"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
