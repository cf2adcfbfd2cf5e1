"""Warnings with the cases that made them and the units that were told; the days on which it was counted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.kernel.db import SEALED, Model
from app.warnings.rules import Kind

_KINDS = ", ".join(f"'{one}'" for one in sorted(Kind))


class Warned(Model):
    """One warning: what added up where, by which numbers of which rulebook.

    `counter` names the enterprise or the department; `reached_on` is the day of the last event, which the number bears
    and where counting begins anew. Warnings that a department must not know of have numbers of another series, so that
    the first has no gap.
    """

    __tablename__ = "warnings"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("(kind = 'same_enterprise') = (enterprise_id IS NOT NULL)", name="of_an_enterprise"),
        CheckConstraint("(kind = 'same_enterprise') = (department_id IS NULL)", name="or_of_a_department"),
        CheckConstraint("needed >= 1 AND within >= 0", name="numbers"),
        Index("ix_warnings_kind_counter", "kind", "counter", "reached_on"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    counter: Mapped[str]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    needed: Mapped[int]
    within: Mapped[int]
    rulebook_version: Mapped[int]
    reached_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(index=True)
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")
    cases: Mapped[list["WarnedCase"]] = relationship(order_by="WarnedCase.id", lazy="selectin")


class WarnedCase(Model):
    """A case that a warning rests on. In one counter it counts once: the table holds that, too."""

    __tablename__ = "warning_cases"
    __table_args__ = (UniqueConstraint("kind", "counter", "ref"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[int] = mapped_column(ForeignKey("warnings.id"), index=True)
    kind: Mapped[Kind]
    counter: Mapped[str]
    ref: Mapped[str]
    on: Mapped[date] = mapped_column("counted_on")
    units: Mapped[list[str]]


class WarnedUnit(Model):
    """A department that was told of a warning and may read it."""

    __tablename__ = "warning_units"
    __table_args__ = SEALED

    warning_id: Mapped[int] = mapped_column(ForeignKey("warnings.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True, index=True)


class CountedDay(Model):
    """A day whose counting is done: two timers count it once."""

    __tablename__ = "warning_days"
    __table_args__ = (CheckConstraint("made >= 0", name="made"), SEALED)

    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    made: Mapped[int]
