"""The measures of a year with their targets, what was reported of them, and the steps against slow units."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.measures.rules import Bound, Holder, StepKind, StepState, TargetKind, Wanted


class Measure(Model):
    """One measure of one year. `lead` and `responsible` are names as the list writes them."""

    __tablename__ = "measures"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("number >= 1 AND task >= 1", name="counted_from_one"),
        CheckConstraint("title <> '' AND task_title <> ''", name="with_titles"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    number: Mapped[int]
    stream: Mapped[str]
    task: Mapped[int]
    task_title: Mapped[str]
    title: Mapped[str]
    clause: Mapped[str]
    lead: Mapped[list[str]]
    responsible: Mapped[list[str]]
    targets: Mapped[list["Target"]] = relationship(
        order_by="Target.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def ref(self) -> str:
        """How the ledger calls it."""
        return f"measure:{self.year}-{self.number}"


class Target(Model):
    """What a measure must reach. `kept_value` is an exact decimal as text."""

    __tablename__ = "measure_targets"
    __table_args__ = (UniqueConstraint("measure_id", "name"), CheckConstraint("name <> ''", name="named"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"))
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[TargetKind]
    bound: Mapped[Bound]
    kept_value: Mapped[str] = mapped_column("value")
    unit: Mapped[str]

    @property
    def wanted(self) -> Wanted:
        """The target as the rules see it."""
        return Wanted(self.name, self.kind, self.bound, Decimal(self.kept_value), self.unit)


class UnitMatch(Model):
    """Whom a name of the lists means, as the office decided; a name without a row means what the register calls so."""

    __tablename__ = "measure_units"
    __table_args__ = (
        CheckConstraint("(holder = 'department') = (department_id IS NOT NULL)", name="department_named"),
        SEALED,
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[Holder]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Progress(Model):
    """What a leading unit reported of a quarter; later ones are added beside it. No department: the office itself."""

    __tablename__ = "measure_reports"
    __table_args__ = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_a_year"),
        CheckConstraint("words <> ''", name="with_words"),
        Index("ix_measure_reports_measure_id_quarter", "measure_id", "quarter"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"))
    quarter: Mapped[int]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    behind: Mapped[bool]
    words: Mapped[str]
    trouble: Mapped[str]
    filed_at: Mapped[datetime]
    filed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    figures: Mapped[list["Figure"]] = relationship(lazy="selectin")
    department: Mapped[Department | None] = relationship(lazy="joined")


class Figure(Model):
    """The figure of a report for one target, an exact decimal as text."""

    __tablename__ = "measure_figures"
    __table_args__ = (SEALED,)

    report_id: Mapped[int] = mapped_column(ForeignKey("measure_reports.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("measure_targets.id"), primary_key=True)
    kept_value: Mapped[str] = mapped_column("value")

    @property
    def value(self) -> Decimal:
        """The figure."""
        return Decimal(self.kept_value)


class Draft(Model):
    """A report that is being written, as it was typed; whoever of the unit may go on with it."""

    __tablename__ = "measure_drafts"

    key: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, Any]]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime] = mapped_column(index=True)


class Reminder(Model):
    """That a unit was told of reports which are due soon or late: once of each quarter. Department 0 is the office."""

    __tablename__ = "measure_reminders"
    __table_args__ = (CheckConstraint("kind IN ('soon', 'late')", name="kind_known"), SEALED)

    holder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    measures: Mapped[int]
    at: Mapped[datetime]


class Step(Model):
    """A circular about a unit, or the demand that it criticises itself in writing; with receipt and answer."""

    __tablename__ = "measure_steps"
    __table_args__ = (
        UniqueConstraint("kind", "department_id", "year", "quarter"),
        CheckConstraint("title <> '' AND body <> ''", name="with_words"),
        CheckConstraint("(state = 'issued') = (received_at IS NULL)", name="received_at_an_instant"),
        CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="received_by_somebody"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_an_instant"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_in_words"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[StepKind]
    state: Mapped[StepState]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    year: Mapped[int]
    quarter: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime | None]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
