"""Draws with their files, the value as two people type it, replacements, and wishes to make a draw void."""

import sqlalchemy as sa
from alembic import op

revision = "0017_draws"
down_revision = "0016_plans"
branch_labels = None
depends_on = None

ANNOUNCED = "(previous IS NULL) = (locked_at IS NULL) AND (value_due IS NULL) = (locked_at IS NULL)"
CHECKS = {
    "state": "state IN ('draft', 'locked', 'seeded', 'drawn', 'published', 'void')",
    "reveal": "reveal IN ('at_once', 'after_visits')",
    "serial_counts_from_one": "serial >= 1",
    "locked": "state = 'void' OR (state = 'draft') = (locked_at IS NULL)",
    "committed_when_locked": "(commitment IS NULL) = (locked_at IS NULL)",
    "secret_from_the_lock": "(sealed_secret IS NULL) = (locked_at IS NULL)",
    "announced_when_locked": ANNOUNCED,
    "value_after_the_lock": "value_due IS NULL OR value_due > locked_at",
    "seeded": "state = 'void' OR (state IN ('seeded', 'drawn', 'published')) = (value IS NOT NULL)",
    "value_at_an_instant": "(value IS NULL) = (seeded_at IS NULL)",
    "value_when_due": "value IS NULL OR seeded_at >= value_due",
    "drawn": "state = 'void' OR (state IN ('drawn', 'published')) = (drawn_at IS NOT NULL)",
    "seed_of_a_value": "(seed IS NULL) OR (value IS NOT NULL)",
    "drawn_with_a_seed": "drawn_at IS NULL OR seed IS NOT NULL",
    "published": "state = 'void' OR (state = 'published') = (published_at IS NOT NULL)",
    "voided": "(state = 'void') = (voided_at IS NOT NULL)",
    "secret_at_the_reveal": "(state = 'published' OR (state = 'void' AND commitment IS NOT NULL)) = (secret IS NOT NULL)",
}


def instant(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_draw() -> sa.Column:
    return sa.Column("draw_id", sa.Integer(), sa.ForeignKey("draws.id"), nullable=False)


def checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def needed(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def only(name: str, table: str, column: str, where: str) -> None:
    """At most one row of those that the condition takes."""
    condition = sa.text(where)
    op.create_index(name, table, [column], unique=True, sqlite_where=condition, postgresql_where=condition)


def _draws() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reveal", sa.String()),
        instant("value_due"),
        sa.Column("previous", sa.String()),
        sa.Column("commitment", sa.String()),
        sa.Column("sealed_secret", sa.LargeBinary()),
        *(sa.Column(name, sa.String()) for name in ("secret", "value", "seed")),
        sa.Column("figures", sa.JSON(), nullable=False),
        instant("drafted_at", nullable=False),
        *needed("drafted_by"),
        instant("revised_at", nullable=False),
        instant("locked_at"),
        *needed("locked_by"),
        instant("seeded_at"),
        instant("drawn_at"),
        *needed("drawn_by"),
        instant("published_at"),
        *needed("published_by"),
        instant("voided_at"),
        *(unique("draws", name) for name in ("number", "previous", "commitment")),
        unique("draws", "year", "serial"),
        *checks("draws", **CHECKS),
    )
    only("ix_draws_open_lock", "draws", "plan_year", "state IN ('locked', 'seeded')")


def _files() -> None:
    op.create_table(
        "draw_files",
        sa.Column("draw_id", sa.Integer(), sa.ForeignKey("draws.id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        *needed("digest"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *checks("draw_files", apart_from_columns="name NOT IN ('secret.txt', 'value.txt')"),
    )


def _values() -> None:
    op.create_table(
        "draw_values",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_draw(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *needed("value"),
        sa.Column("witnesses", sa.JSON(), nullable=False),
        *needed("typed_by"),
        instant("typed_at", nullable=False),
        unique("draw_values", "draw_id", "round", "position"),
        unique("draw_values", "draw_id", "round", "typed_by"),
        *checks("draw_values", two_people="position IN (1, 2)", round_counts_from_one="round >= 1"),
    )


def _recusals() -> None:
    op.create_table(
        "draw_recusals",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_draw(),
        *needed("uscc", "department", "certificate_no", "reason"),
        sa.Column("replacement", sa.String()),
        *needed("recused_by"),
        instant("recused_at", nullable=False),
        unique("draw_recusals", "draw_id", "uscc", "certificate_no"),
        *checks(
            "draw_recusals",
            with_a_reason="reason <> ''",
            another_one_goes="replacement IS NULL OR replacement <> certificate_no",
        ),
    )
    op.create_index("ix_draw_recusals_draw_id", "draw_recusals", ["draw_id"])


def _gone() -> None:
    op.create_table(
        "draw_gone_targets",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_draw(),
        sa.Column("position", sa.Integer(), nullable=False),
        *needed("uscc"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *needed("reason"),
        sa.Column("outcome", sa.JSON(), nullable=False),
        *needed("replaced_by"),
        instant("replaced_at", nullable=False),
        unique("draw_gone_targets", "draw_id", "uscc"),
        unique("draw_gone_targets", "draw_id", "position"),
        *checks("draw_gone_targets", with_a_reason="reason <> ''", position_counts_from_one="position >= 1"),
    )


def _voidings() -> None:
    op.create_table(
        "draw_voidings",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_draw(),
        *needed("reason"),
        sa.Column("alone", sa.Boolean(), nullable=False),
        *needed("asked_by"),
        instant("asked_at", nullable=False),
        sa.Column("confirmed_by", sa.String()),
        instant("confirmed_at"),
        sa.Column("dropped_by", sa.String()),
        instant("dropped_at"),
        *checks(
            "draw_voidings",
            with_a_reason="reason <> ''",
            confirmed_by_a_second_person="confirmed_by IS NULL OR confirmed_by <> asked_by",
            confirmed_by_somebody="(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            dropped_by_somebody="(dropped_at IS NULL) = (dropped_by IS NULL)",
            confirmed_or_dropped="confirmed_at IS NULL OR dropped_at IS NULL",
            alone_is_done_at_once="NOT alone OR (confirmed_at IS NULL AND dropped_at IS NULL)",
        ),
    )
    only("ix_draw_voidings_stands", "draw_voidings", "draw_id", "dropped_at IS NULL")


def upgrade() -> None:
    _draws()
    _files()
    _values()
    _recusals()
    _gone()
    _voidings()


def downgrade() -> None:
    for table in ("draw_voidings", "draw_gone_targets", "draw_recusals", "draw_values", "draw_files", "draws"):
        op.drop_table(table)
