"""Orders and measures as they were issued, with the clocks that led to them; what a person decided not to issue."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.supervision.rules import Kind, State
from app.workdays.rules import DeadlineKind


class Order(Model):
    """One document of the office to one unit: its words as they were issued, its receipt, its answer."""

    __tablename__ = "supervision_orders"
    __table_args__ = (
        CheckConstraint("title <> '' AND body <> ''", name="with_words"),
        CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="received_by_somebody"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_in_words"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_an_instant"),
        CheckConstraint("answered_at IS NULL OR received_at IS NOT NULL", name="received_before_answered"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_why <> '')", name="withdrawn_for_a_reason"),
        CheckConstraint("(meet_at IS NULL) = (place = '')", name="meeting_at_a_place"),
        CheckConstraint(
            "(kind IN ('red', 'interview', 'onsite')) = (meet_at IS NOT NULL)", name="summons_to_a_meeting"
        ),
        Index("ix_supervision_orders_department_id_state", "department_id", "state"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    state: Mapped[State]
    state_since: Mapped[datetime]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    title: Mapped[str]
    body: Mapped[str]
    meet_at: Mapped[datetime | None]
    place: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    received_at: Mapped[datetime | None]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_why: Mapped[str]
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Matter(Model):
    """A case that an order is about; for an order by rule the clock that led to it, as it stood then."""

    __tablename__ = "supervision_matters"
    __table_args__ = (
        UniqueConstraint("order_id", "subject", "deadline_id"),
        CheckConstraint("(deadline_id IS NULL) = (clock IS NULL)", name="clock_of_the_deadline"),
        CheckConstraint("(deadline_id IS NULL) = (due_on IS NULL)", name="due_of_the_deadline"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("supervision_orders.id"))
    subject: Mapped[str] = mapped_column(index=True)
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("deadlines.id"), index=True)
    clock: Mapped[DeadlineKind | None]
    due_on: Mapped[date | None]


class Dismissal(Model):
    """That somebody of the office decided not to issue what the rule proposed, and why."""

    __tablename__ = "supervision_dismissals"
    __table_args__ = (CheckConstraint("why <> ''", name="for_a_reason"), SEALED)

    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    why: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Minute(Model):
    """What was found and agreed at a meeting or on the site. Added to, never changed."""

    __tablename__ = "supervision_minutes"
    __table_args__ = (CheckConstraint("words <> '' AND people <> ''", name="with_words"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("supervision_orders.id"), index=True)
    held_on: Mapped[date]
    people: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Reminder(Model):
    """One message to one unit about all of its cases that were chosen (催办)."""

    __tablename__ = "supervision_reminders"
    __table_args__ = (CheckConstraint("words <> ''", name="with_words"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    words: Mapped[str]
    subjects: Mapped[list[str]]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    department: Mapped[Department] = relationship(lazy="joined")
