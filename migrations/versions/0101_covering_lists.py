"""The indexes of the public list hold all by which it is filtered and ordered."""

from alembic import op

revision = "0101_covering_lists"
down_revision = "0100_form_uses"
branch_labels = None
depends_on = None

_BEFORE = {
    (): ("visit_id", "ended_on", "enterprise_id"),
    ("department_id",): ("visit_id", "ended_on", "enterprise_id"),
    ("enterprise_id",): ("visit_id",),
    ("kind",): ("visit_id", "ended_on", "enterprise_id"),
}
_TOLD = ("visit_id", "ended_on", "enterprise_id", "department_id", "kind", "withdrawn_at")


def upgrade() -> None:
    for first in _BEFORE:
        _replace(first, tuple(name for name in _TOLD if name not in first))


def downgrade() -> None:
    for first, told in _BEFORE.items():
        _replace(first, told)


def _replace(first: tuple[str, ...], told: tuple[str, ...]) -> None:
    columns = [*first, "published_on", *told]
    name = f"ix_publications_{columns[0]}"
    op.drop_index(name, "publications")
    op.create_index(name, "publications", columns)
