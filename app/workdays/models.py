"""The work calendar by versions, the proposals for it, and every deadline with its evidence."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.workdays.rules import DayKind, DeadlineKind


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CalendarVersion(Model):
    """One year's notice was loaded. The calendar at version n is, for each year, the last notice loaded up to n.

    `digest` is the SHA-256 of the whole calendar at this version; `loaded_by_id` is None where the service loaded it.
    """

    __tablename__ = "calendar_versions"
    __table_args__ = (CheckConstraint("number >= 1", name="number_counts_from_one"), SEALED)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(index=True)
    source: Mapped[str]
    digest: Mapped[str]
    loaded_at: Mapped[datetime]
    loaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    loaded_by: Mapped[User | None] = relationship()
    days: Mapped[list["SpecialDay"]] = relationship(order_by="SpecialDay.on")


class SpecialDay(Model):
    """A day that the notice of a version names: a holiday, or a weekend day that is worked."""

    __tablename__ = "special_days"
    __table_args__ = (CheckConstraint("kind IN ('holiday', 'makeup')", name="kind_is_special"), SEALED)

    version: Mapped[int] = mapped_column(ForeignKey("calendar_versions.number"), primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column("day", primary_key=True)
    kind: Mapped[DayKind]
    name: Mapped[str]


class CalendarProposal(Model):
    """A year's notice as one person proposes it; another one decides."""

    __tablename__ = "calendar_proposals"
    __table_args__ = (
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(state = 'rejected') = (decided_why IS NOT NULL)", name="rejected_for_a_reason"),
        CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_by_id <> proposed_by_id",
            name="decided_by_a_second_person",
        ),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    lines: Mapped[list[str]]
    source: Mapped[str]
    state: Mapped[ProposalState]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_why: Mapped[str | None]
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


_RUNNING = text("done_at IS NULL AND dropped_at IS NULL")
_UNMET = "dropped_at IS NULL AND (done_at IS NULL OR due_on < {})"
_UNMET_IN: dict[str, Any] = {  # as the queries say it: the databases take the index for the same words only
    "sqlite_where": text(_UNMET.format("date(done_at, '+8 hours')")),
    "postgresql_where": text(_UNMET.format("CAST(timezone('Asia/Shanghai', done_at) AS DATE)")),
}


class Deadline(Model):
    """A period in working days, with all that is needed to recompute it (`deadline.evidence`).

    `due_on` includes the `extension`; `first_due_on` is the end without it. `rulebook_version` is the version that gave
    `length`, `calendar_version` the calendar that gave `due_on` (None: no notice was loaded at all).
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        UniqueConstraint("subject", "kind", "round"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
        CheckConstraint("length >= 1", name="length_is_positive"),
        CheckConstraint("extension >= 0", name="extension_not_negative"),
        CheckConstraint("due_on > starts_on", name="first_day_not_counted"),
        CheckConstraint("first_due_on <= due_on", name="extended_to_later"),
        CheckConstraint("extension > 0 OR first_due_on = due_on", name="moved_by_extension_only"),
        CheckConstraint("provisional OR calendar_version IS NOT NULL", name="firm_by_a_calendar"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="ends_once"),
        CheckConstraint("(dropped_at IS NULL) = (dropped_why IS NULL)", name="dropped_for_a_reason"),
        Index("ix_deadlines_due_on_open", "due_on", "done_at", "dropped_at"),
        Index("ix_deadlines_running", "subject", "due_on", "kind", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_deadlines_unmet", "kind", "due_on", **_UNMET_IN),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    subject: Mapped[str]
    kind: Mapped[DeadlineKind]
    round: Mapped[int]
    rule_id: Mapped[str]
    rulebook_version: Mapped[int]
    calendar_version: Mapped[int | None] = mapped_column(ForeignKey("calendar_versions.number"))
    starts_on: Mapped[date]
    length: Mapped[int]
    extension: Mapped[int]
    first_due_on: Mapped[date]
    due_on: Mapped[date]
    provisional: Mapped[bool]
    started_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    dropped_why: Mapped[str | None]
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def is_open(self) -> bool:
        """Whether the deadline still runs."""
        return self.done_at is None and self.dropped_at is None
