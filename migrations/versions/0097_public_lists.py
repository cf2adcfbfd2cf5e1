"""Public lists of many results: days and firms are read from their index; what is taken down has one of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0097_public_lists"
down_revision = "0093_corrections"
branch_labels = None
depends_on = None

LISTS = {
    "ix_publications_published_on": ["published_on", "visit_id"],
    "ix_publications_department_id": ["department_id", "published_on", "visit_id"],
    "ix_publications_kind": ["kind", "published_on", "visit_id"],
}
FEW = ("withdrawn_at", "corrected_at")


def upgrade() -> None:
    for name, columns in LISTS.items():
        op.drop_index(name, "publications")
        op.create_index(name, "publications", [*columns, "ended_on", "enterprise_id"])
    for column in FEW:
        there = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_publications_{column}", "publications")
        op.create_index(
            f"ix_publications_{column}", "publications", [column], sqlite_where=there, postgresql_where=there
        )


def downgrade() -> None:
    for column in FEW:
        op.drop_index(f"ix_publications_{column}", "publications")
        op.create_index(f"ix_publications_{column}", "publications", [column])
    for name, columns in LISTS.items():
        op.drop_index(name, "publications")
        op.create_index(name, "publications", columns)
