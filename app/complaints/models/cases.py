"""The case itself: its state, its clock's owner, its way through the departments."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.rules import Channel, Complexity, DeclineReason, Disclosure, State
from app.kernel.db import SEALED, Model


def in_words(values: object) -> str:
    """Enum members as the list of an SQL `IN`."""
    return ", ".join(f"'{value}'" for value in sorted(values))  # type: ignore[call-overload]


WITH_DEPARTMENT = (State.REFERRED, State.VERIFIED, State.PRELIMINARY, State.IN_PROGRESS, State.RESOLVED)
CLASSIFIED = (State.VERIFIED, State.PRELIMINARY, State.IN_PROGRESS, State.RESOLVED, State.RATED)


class Category(Model):
    """One of the kinds of complaint that are taken in (the Hunan rule's twelve, and arrears)."""

    __tablename__ = "complaint_categories"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    help: Mapped[str]
    keywords: Mapped[list[str]]
    position: Mapped[int] = mapped_column(unique=True)


class Complaint(Model):
    """One complaint. Nothing in this row tells who complained.

    `origin` is the key of the act that made it (a draft, an Idempotency-Key): sending it twice makes one complaint.
    `about` is the department that the complainant named, in their words; `department_id` the one it lies with.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint(
            f"state NOT IN ({in_words(WITH_DEPARTMENT)}) OR department_id IS NOT NULL", name="department_while_with_one"
        ),
        CheckConstraint(f"state NOT IN ({in_words(CLASSIFIED)}) OR complexity IS NOT NULL", name="classified"),
        CheckConstraint("(state = 'declined') = (decline_reason IS NOT NULL)", name="declined_with_a_reason"),
        CheckConstraint("routed_to = '' OR state = 'declined'", name="routed_means_declined"),
        CheckConstraint("(referred_at IS NULL) OR (filed_at <= referred_at)", name="referred_after_filed"),
        Index("ix_complaints_state_number", "state", "number"),
        Index("ix_complaints_department_id_state", "department_id", "state"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column(unique=True)
    state: Mapped[State]
    state_since: Mapped[datetime]
    category: Mapped[str] = mapped_column(ForeignKey("complaint_categories.code"))
    channel: Mapped[Channel]
    external_ref: Mapped[str] = mapped_column(default="")
    disclosure: Mapped[Disclosure]
    filed_at: Mapped[datetime] = mapped_column(index=True)
    referred_at: Mapped[datetime | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    complexity: Mapped[Complexity | None]
    reclassified: Mapped[bool] = mapped_column(default=False)
    returns: Mapped[int] = mapped_column(default=0)
    decline_reason: Mapped[DeclineReason | None]
    decline_words: Mapped[str] = mapped_column(default="")
    routed_to: Mapped[str] = mapped_column(default="")
    resolved_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Referral(Model):
    """One handing over to one department; returned ones stay, with what the department said."""

    __tablename__ = "complaint_referrals"
    __table_args__ = (
        UniqueConstraint("complaint_id", "round"),
        CheckConstraint("(returned_at IS NULL) = (return_basis = '')", name="returned_with_a_basis"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    round: Mapped[int]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    referred_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    referred_at: Mapped[datetime]
    final: Mapped[bool] = mapped_column(default=False)
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    return_to: Mapped[str] = mapped_column(default="")
    return_basis: Mapped[str] = mapped_column(default="")
