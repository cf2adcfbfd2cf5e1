"""The plans of the years, their tasks, and key supervision beside them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.items.models import Item
from app.kernel.db import SEALED, Model
from app.plans.rules import STRATA, Frame, State, Supervision, Targeting, Task


class AnnualPlan(Model):
    """The plan of one year. `figures` are what was counted when it was published, `counted_on` the day.

    Which version it is, is the running number of its last entry in the ledger.
    """

    __tablename__ = "annual_plans"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published')", name="state"),
        CheckConstraint("(state = 'published') = (published_on IS NOT NULL)", name="published_on_a_day"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(unique=True)
    state: Mapped[State]
    published_on: Mapped[date | None]
    drafted_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def ref(self) -> str:
        """How the ledger calls it."""
        return f"plan:{self.year}"


class PlanTask(Model):
    """A task of a plan (抽查任务). Rates are hundredths of a percent; `schedule` has visits by month where set by hand.

    `revised_at` moves with every change, so that the version does too.
    """

    __tablename__ = "plan_tasks"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number <> ''", name="number_not_empty"),
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("targeting IN ('targeted', 'untargeted')", name="targeting"),
        CheckConstraint("from_month BETWEEN 1 AND until_month AND until_month <= 12", name="months_in_order"),
        CheckConstraint("inspectors >= 1", name="somebody_goes"),
        *(CheckConstraint(f"rate_{one.lower()} BETWEEN 0 AND 10000", name=f"rate_{one.lower()}") for one in STRATA),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plans.id"))
    number: Mapped[str]
    name: Mapped[str]
    targeting: Mapped[Targeting]
    kinds: Mapped[list[str]]
    trades: Mapped[list[str]]
    townships: Mapped[list[str]]
    risks: Mapped[list[str]]
    rate_a: Mapped[int]
    rate_b: Mapped[int]
    rate_c: Mapped[int]
    rate_d: Mapped[int]
    rate_u: Mapped[int]
    inspectors: Mapped[int]
    from_month: Mapped[int]
    until_month: Mapped[int]
    schedule: Mapped[dict[str, Any]] = mapped_column(JSON)
    revised_at: Mapped[datetime]
    plan: Mapped[AnnualPlan] = relationship()
    parties: Mapped[list["Party"]] = relationship(
        cascade="all, delete-orphan", order_by="Party.position", lazy="selectin"
    )
    looked_at: Mapped[list["TaskItem"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def departments(self) -> list[Department]:
        """Who runs it, the lead first."""
        return [party.department for party in self.parties]

    @property
    def items(self) -> list[Item]:
        """What is looked at, by code."""
        return sorted((one.item for one in self.looked_at), key=lambda item: item.code)

    @property
    def plain(self) -> Task:
        """The task as the rules see it."""
        return Task(
            self.number,
            self.name,
            self.targeting,
            tuple(one.code for one in self.departments),
            tuple(item.code for item in self.items),
            Frame(tuple(self.kinds), tuple(self.trades), tuple(self.townships), tuple(self.risks)),
            {stratum: getattr(self, f"rate_{stratum.lower()}") for stratum in STRATA},
            self.inspectors,
            self.from_month,
            self.until_month,
            {int(month): int(visits) for month, visits in self.schedule.items()},
        )


class Party(Model):
    """A department of a task; position 0 is the lead."""

    __tablename__ = "plan_task_departments"
    __table_args__ = (CheckConstraint("position >= 0", name="in_order"), SEALED)

    task_id: Mapped[int] = mapped_column(ForeignKey("plan_tasks.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True, index=True)
    position: Mapped[int]
    department: Mapped[Department] = relationship(lazy="joined")


class TaskItem(Model):
    """An item that a task looks at."""

    __tablename__ = "plan_task_items"
    __table_args__ = SEALED

    task_id: Mapped[int] = mapped_column(ForeignKey("plan_tasks.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"), primary_key=True, index=True)
    item: Mapped[Item] = relationship(lazy="joined")


class KeySupervision(Model):
    """Key supervision (重点监管): the high-risk enterprises of a frame, planned and not drawn, with its legal basis."""

    __tablename__ = "plan_supervisions"
    __table_args__ = (CheckConstraint("basis <> ''", name="with_a_basis"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    plan_id: Mapped[int] = mapped_column(ForeignKey("annual_plans.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    basis: Mapped[str]
    kinds: Mapped[list[str]]
    trades: Mapped[list[str]]
    townships: Mapped[list[str]]
    entered_at: Mapped[datetime]
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def plain(self) -> Supervision:
        """The entry as the rules see it."""
        frame = Frame(tuple(self.kinds), tuple(self.trades), tuple(self.townships))
        return Supervision(self.department.code, frame, self.basis)
