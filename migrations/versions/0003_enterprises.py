"""The tables of enterprises."""

revision = "0003_enterprises"
down_revision = "0002_departments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
