"""Requests to visit on quiet days with their decision and filing, and who stands in for a leader."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.quiet_days.rules import Reason, State
from app.visits.models import Visit

_STATES = ", ".join(f"'{one}'" for one in sorted(State))
_REASONS = ", ".join(f"'{one}'" for one in sorted(Reason))


class QuietDayRequest(Model):
    """A request (宁静日入企申请) for the quiet days of one visit. `days` are those days, `flags` what stood against it.

    `in_place_of_id` is the leader in charge as whom somebody decided. `filing` is the number under which an approval
    is filed with the office; it stays where the request is withdrawn later. `round` counts how often it was sent.
    """

    __tablename__ = "quiet_day_requests"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint(f"reason IS NULL OR reason IN ({_REASONS})", name="reason"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
        CheckConstraint("state NOT IN ('approved', 'rejected', 'returned') OR decided_at IS NOT NULL", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(decided_at IS NULL) = (in_place_of_id IS NULL)", name="decided_as_a_leader"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> submitted_by_id", name="not_by_the_applicant"),
        CheckConstraint("decided_at IS NULL OR decided_at >= submitted_at OR state = 'submitted'", name="in_order"),
        CheckConstraint("state <> 'approved' OR filing IS NOT NULL", name="approved_is_filed"),
        CheckConstraint("filing IS NULL OR state IN ('approved', 'withdrawn')", name="filed_is_approved"),
        CheckConstraint("state NOT IN ('rejected', 'returned') OR reason IS NOT NULL", name="refused_for_a_reason"),
        Index("ix_quiet_day_requests_state", "state", "submitted_at"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), unique=True)
    days: Mapped[list[str]]
    flags: Mapped[list[str]]
    state: Mapped[State]
    state_since: Mapped[datetime]
    round: Mapped[int]
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    in_place_of_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    conditions: Mapped[list[str]]
    reason: Mapped[Reason | None]
    words: Mapped[str]
    filing: Mapped[str | None] = mapped_column(unique=True)
    visit: Mapped[Visit] = relationship(lazy="joined")
    submitted_by: Mapped[User] = relationship(foreign_keys=submitted_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    in_place_of: Mapped[User | None] = relationship(foreign_keys=in_place_of_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def quiet_days(self) -> list[date]:
        """The quiet days that it asks for."""
        return [date.fromisoformat(day) for day in self.days]


class Deputizing(Model):
    """A leader puts another one in his place (委托) from a day until another, by a document."""

    __tablename__ = "leader_deputies"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("leader_id <> deputy_id", name="of_somebody_else"),
        CheckConstraint("document <> ''", name="in_writing"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    leader_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    document: Mapped[str]
    entered_at: Mapped[datetime]
    leader: Mapped[User] = relationship(foreign_keys=leader_id)
    deputy: Mapped[User] = relationship(foreign_keys=deputy_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
