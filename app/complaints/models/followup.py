"""What comes after a referral: extensions, ratings, rectifications, the review."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.rules import ReviewOutcome
from app.kernel.db import SEALED, Model


class Extension(Model):
    """A department's wish for more working days, asked before the end and decided by the office."""

    __tablename__ = "complaint_extensions"
    __table_args__ = (
        CheckConstraint("days > 0", name="some_days"),
        CheckConstraint("(granted IS NULL) = (decided_at IS NULL)", name="decided_at_an_instant"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    deadline_kind: Mapped[str]
    days: Mapped[int]
    reason: Mapped[str]
    requested_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    requested_at: Mapped[datetime]
    granted: Mapped[bool | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(default="")


class Rating(Model):
    """The complainant's judgement of an answer: once, and once more after a rectification."""

    __tablename__ = "complaint_ratings"
    __table_args__ = (
        UniqueConstraint("complaint_id", "round"),
        CheckConstraint("score BETWEEN 1 AND 5", name="five_levels"),
        CheckConstraint("round IN (1, 2)", name="at_most_twice"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    round: Mapped[int]
    score: Mapped[int]
    reasons: Mapped[list[str]]
    words: Mapped[str]
    at: Mapped[datetime]


class Rectification(Model):
    """What a bad rating opens: the department mends, the office calls the complainant back and closes."""

    __tablename__ = "complaint_rectifications"
    __table_args__ = (
        CheckConstraint("closed_at IS NULL OR called_back_at IS NOT NULL", name="called_back_before_closed"),
        CheckConstraint("called_back_at IS NULL OR submitted_at IS NOT NULL", name="submitted_before_called_back"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), unique=True)
    version: Mapped[int] = mapped_column()
    opened_at: Mapped[datetime]
    plan: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    call_back: Mapped[str] = mapped_column(default="")
    called_back_at: Mapped[datetime | None]
    called_back_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Review(Model):
    """A complainant's one appeal against the answer, decided by the office and not by the department."""

    __tablename__ = "complaint_reviews"
    __table_args__ = (CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_at_an_instant"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), unique=True)
    reason: Mapped[str]
    requested_at: Mapped[datetime]
    outcome: Mapped[ReviewOutcome | None]
    words: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
