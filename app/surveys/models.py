"""Surveys, their printed codes, and counts of answers. A ballot is never a row: nothing of it can be joined to a code.

The codes, the counts and the reasons are not sealed by the ledger: an entry that sealed a used code and a count would
join them. What is closed is sealed by its digest (decision 38).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.surveys.rules import Group, Level, State


class Survey(Model):
    """A survey of departments in a period. `least`: answers of fewer are not shown. `digest` seals what was counted."""

    __tablename__ = "surveys"
    __table_args__ = (
        CheckConstraint("title <> ''", name="with_title"),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("least >= 2", name="hides_the_single"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_an_instant"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(closed_at IS NULL) = (digest = '')", name="closed_with_a_digest"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    state: Mapped[State]
    from_on: Mapped[date]
    until_on: Mapped[date]
    groups: Mapped[list[str]]
    least: Mapped[int]
    rulebook_version: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ballots: Mapped[int]
    issued: Mapped[int]
    digest: Mapped[str]
    subjects: Mapped[list["Subject"]] = relationship(order_by="Subject.position", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Subject(Model):
    """A department that a survey asks about."""

    __tablename__ = "survey_departments"
    __table_args__ = (SEALED,)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    position: Mapped[int]
    department: Mapped[Department] = relationship(lazy="joined")


class Batch(Model):
    """Codes that were printed together for one group; voided, those not used yet count no more."""

    __tablename__ = "survey_batches"
    __table_args__ = (
        CheckConstraint("size >= 1", name="not_empty"),
        CheckConstraint("(voided_at IS NULL) = (voided_by IS NULL)", name="voided_by_somebody"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    group: Mapped[Group]
    size: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Code(Model):
    """What is kept of a code: its digest, and the day on which it was used. `sent` knows the same form sent twice."""

    __tablename__ = "survey_codes"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("(used_on IS NULL) = (sent IS NULL)", name="used_by_a_form"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("survey_batches.id"), index=True)
    used_on: Mapped[date | None]
    sent: Mapped[str | None]
    batch: Mapped[Batch] = relationship(lazy="joined")


class Tally(Model):
    """How often a group chose a level for a department. Every row of a survey is written with every ballot."""

    __tablename__ = "survey_tallies"
    __table_args__ = (CheckConstraint("count >= 0", name="not_negative"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    group: Mapped[Group] = mapped_column(primary_key=True)
    level: Mapped[Level] = mapped_column(primary_key=True)
    count: Mapped[int]


class Reason(Model):
    """Why somebody chose a level, under a random key. Every row of a survey is written anew with every ballot."""

    __tablename__ = "survey_reasons"
    __table_args__ = (CheckConstraint("words <> ''", name="with_words"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    group: Mapped[Group]
    level: Mapped[Level]
    words: Mapped[str]
