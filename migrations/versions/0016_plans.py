"""The plans of the years, their tasks with departments and items, and key supervision."""

import sqlalchemy as sa
from alembic import op

revision = "0016_plans"
down_revision = "0015_lookbacks"
branch_labels = None
depends_on = None

STRATA = "abcdu"
LISTS = ("kinds", "trades", "townships")
CHECKS = {
    "number_not_empty": "number <> ''",
    "name_not_empty": "name <> ''",
    "targeting": "targeting IN ('targeted', 'untargeted')",
    "months_in_order": "from_month BETWEEN 1 AND until_month AND until_month <= 12",
    "somebody_goes": "inspectors >= 1",
    **{f"rate_{one}": f"rate_{one} BETWEEN 0 AND 10000" for one in STRATA},
}


def _plans() -> None:
    op.create_table(
        "annual_plans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("published_on", sa.Date()),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.UniqueConstraint("year", name=op.f("uq_annual_plans_year")),
        sa.CheckConstraint("state IN ('draft', 'published')", name=op.f("ck_annual_plans_state")),
        sa.CheckConstraint(
            "(state = 'published') = (published_on IS NOT NULL)", name=op.f("ck_annual_plans_published_on_a_day")
        ),
    )


def _tasks() -> None:
    op.create_table(
        "plan_tasks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("annual_plans.id"), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("targeting", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in (*LISTS, "risks")),
        *(sa.Column(f"rate_{one}", sa.Integer(), nullable=False) for one in STRATA),
        sa.Column("inspectors", sa.Integer(), nullable=False),
        sa.Column("from_month", sa.Integer(), nullable=False),
        sa.Column("until_month", sa.Integer(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_tasks_plan_id_number")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_plan_tasks_{name}")) for name, rule in CHECKS.items()),
    )


def _parties() -> None:
    op.create_table(
        "plan_task_departments",
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("plan_tasks.id"), primary_key=True),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_plan_task_departments_in_order")),
    )
    op.create_index("ix_plan_task_departments_department_id", "plan_task_departments", ["department_id"])
    op.create_table(
        "plan_task_items",
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("plan_tasks.id"), primary_key=True),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("inspection_items.id"), primary_key=True),
    )
    op.create_index("ix_plan_task_items_item_id", "plan_task_items", ["item_id"])


def _supervisions() -> None:
    op.create_table(
        "plan_supervisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("annual_plans.id"), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in LISTS),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("basis <> ''", name=op.f("ck_plan_supervisions_with_a_basis")),
    )
    op.create_index("ix_plan_supervisions_plan_id", "plan_supervisions", ["plan_id"])


def upgrade() -> None:
    _plans()
    _tasks()
    _parties()
    _supervisions()


def downgrade() -> None:
    for table in ("plan_supervisions", "plan_task_items", "plan_task_departments", "plan_tasks", "annual_plans"):
        op.drop_table(table)
