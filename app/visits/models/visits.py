"""Visits with who goes and what is looked at, the entries at the door, and what the enterprise says of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.inspectors.models import Inspector
from app.items.models import Item
from app.kernel.db import SEALED, Model
from app.visits.models.drawn import DrawnVisit
from app.visits.models.joint import Companion
from app.visits.rules import Basis, Sight, State

_BASES = ", ".join(f"'{one}'" for one in sorted(Basis))
_STATES = ", ".join(f"'{one}'" for one in sorted(State))


class Visit(Model):
    """A visit of a department to an enterprise (入企检查) from a day to another.

    `basis_ref` and `basis_on` are number and day of what it rests on. `origin` is the mark of the form that made it:
    sent twice, there is one visit. `code` is the pass: whoever has it may look at the visit, so it is random. `covered`
    are the quiet days that were approved, `filing` the number under which. `revised_at` moves with every change, so
    that the version does too.
    """

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_begins"),
        CheckConstraint(f"basis IN ({_BASES})", name="basis"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("basis_ref <> ''", name="with_a_basis"),
        CheckConstraint("reason <> ''", name="with_a_reason"),
        CheckConstraint("state NOT IN ('registered', 'emergency') OR code IS NOT NULL", name="pass_when_registered"),
        CheckConstraint("state NOT IN ('draft', 'waiting') OR code IS NULL", name="no_pass_before"),
        Index("ix_visits_department_id", "department_id", "starts_on"),
        Index("ix_visits_enterprise_id", "enterprise_id", "starts_on"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[str | None] = mapped_column(unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    basis: Mapped[Basis]
    basis_ref: Mapped[str]
    basis_on: Mapped[date | None]
    reason: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[State]
    state_since: Mapped[datetime]
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    drafted_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    code: Mapped[str | None] = mapped_column(unique=True)
    covered: Mapped[list[str]]
    filing: Mapped[str]
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    department: Mapped[Department] = relationship(lazy="joined")
    drafted_by: Mapped[User] = relationship()
    members: Mapped[list["Member"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    looked_at: Mapped[list["Look"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    entries: Mapped[list["CheckIn"]] = relationship(order_by="CheckIn.on", lazy="selectin")
    parties: Mapped[list[Companion]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    drawn: Mapped[DrawnVisit | None] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def inspectors(self) -> list[Inspector]:
        """Who goes, by certificate."""
        return sorted((one.inspector for one in self.members), key=lambda one: one.certificate_no)

    @property
    def departments(self) -> list[Department]:
        """Who goes: the department whose visit it is, then those that go along, by code."""
        return [self.department, *sorted((one.department for one in self.parties), key=lambda one: one.code)]

    @property
    def over(self) -> bool:
        """Whether somebody went in and everybody is out again."""
        return bool(self.entries) and all(entry.left_at is not None for entry in self.entries)

    @property
    def items(self) -> list[Item]:
        """What is looked at, by code."""
        return sorted((one.item for one in self.looked_at), key=lambda one: one.code)


class Member(Model):
    """An inspector of a visit."""

    __tablename__ = "visit_inspectors"
    __table_args__ = SEALED

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspectors.id"), primary_key=True, index=True)
    inspector: Mapped[Inspector] = relationship(lazy="joined")


class Look(Model):
    """An item that a visit looks at."""

    __tablename__ = "visit_items"
    __table_args__ = SEALED

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"), primary_key=True, index=True)
    item: Mapped[Item] = relationship(lazy="joined")


class CheckIn(Model):
    """The department went in on a day, and came out, by the server's clock unless there is a back-entry.

    `emergency` says why before approval.
    """

    __tablename__ = "visit_entries"
    __table_args__ = (
        UniqueConstraint("visit_id", "day"),
        CheckConstraint("left_at IS NULL OR left_at >= entered_at", name="out_after_in"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    on: Mapped[date] = mapped_column("day")
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    left_at: Mapped[datetime | None]
    emergency: Mapped[str]
    back: Mapped["BackEntry | None"] = relationship(cascade="all, delete-orphan", lazy="joined")


class BackEntry(Model):
    """An entry that the door did not record: its instants are what the department said afterwards, then (补录)."""

    __tablename__ = "visit_back_entries"
    __table_args__ = SEALED

    entry_id: Mapped[int] = mapped_column(ForeignKey("visit_entries.id"), primary_key=True)
    said_at: Mapped[datetime]


class Sighting(Model):
    """What the enterprise says of the people at its door. No department sees that there is one.

    With a visit: they came (`arrived`) or went (`left`). Without: somebody came who showed no pass (`unannounced`).
    """

    __tablename__ = "visit_sightings"
    __table_args__ = (
        CheckConstraint("kind IN ('arrived', 'left', 'unannounced')", name="kind"),
        CheckConstraint("(kind = 'unannounced') = (visit_id IS NULL)", name="with_a_visit_unless_unannounced"),
        CheckConstraint("(judged_at IS NULL) = (judgement = '')", name="judged_in_words"),
        UniqueConstraint("visit_id", "day", "kind"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    kind: Mapped[Sight]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    on: Mapped[date] = mapped_column("day")
    at: Mapped[datetime]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    place: Mapped[str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    words: Mapped[str]
    judged_at: Mapped[datetime | None]
    judgement: Mapped[str]
    visit: Mapped[Visit | None] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()
    department: Mapped[Department | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Judgement(Model):
    """What the office found of an emergency: until there is one, it is a finding."""

    __tablename__ = "visit_judgements"
    __table_args__ = (CheckConstraint("words <> ''", name="in_words"), SEALED)

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
