"""What the records of others say of an enterprise, and from which day they are complete."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.rules import Level
from app.enterprises.models import Enterprise
from app.kernel.db import SEALED, Model
from app.lookbacks.rules import Kind


class PastRecord(Model):
    """A routine visit or a penalty that another record tells of. None is removed; a wrong one is struck, with a reason.

    `line` is empty where it is not known. `batch` is the digest of the file that brought it.
    """

    __tablename__ = "past_records"
    __table_args__ = (
        CheckConstraint("kind IN ('penalty', 'visit')", name="kind"),
        CheckConstraint("level IN ('city', 'prefecture', 'province', 'town')", name="level"),
        CheckConstraint("unit <> ''", name="unit_not_empty"),
        CheckConstraint("source <> ''", name="with_a_source"),
        CheckConstraint("(struck_at IS NULL) = (struck_why IS NULL)", name="struck_for_a_reason"),
        UniqueConstraint("enterprise_id", "kind", "happened_on", "unit"),
        Index("ix_past_records_kind", "kind", "happened_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    kind: Mapped[Kind]
    happened_on: Mapped[date]
    unit: Mapped[str]
    line: Mapped[str]
    level: Mapped[Level]
    source: Mapped[str]
    entered_at: Mapped[datetime]
    batch: Mapped[str]
    struck_at: Mapped[datetime | None]
    struck_why: Mapped[str | None]
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")


class Completeness(Model):
    """From a day on the records of a level and a line are complete, as the office declares; the latest row holds.

    An empty `line` means every line of the level; an empty `since_on` takes an earlier declaration back.
    """

    __tablename__ = "history_completeness"
    __table_args__ = (
        CheckConstraint("kind IN ('penalty', 'visit')", name="kind"),
        CheckConstraint("level IN ('city', 'prefecture', 'province', 'town')", name="level"),
        CheckConstraint("reason <> ''", name="with_a_reason"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    level: Mapped[Level]
    line: Mapped[str]
    since_on: Mapped[date | None]
    reason: Mapped[str]
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    declared_by: Mapped[User | None] = relationship()
