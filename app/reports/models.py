"""Reports as they were issued, never changed; which of them are public; the public figures of months that are over."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.reports.rules import Kind

_KINDS = ", ".join(f"'{one}'" for one in sorted(Kind))


class Report(Model):
    """One report. `content` is all that it says (`rules.kept`), `digest` the SHA-256 of it as canonical JSON.

    The first of a period has round 1; another round corrects the one before it, for the reason `why`. The database
    refuses to change a row.
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("last_on > first_on", name="ends_after_it_begins"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
        CheckConstraint("(round = 1) = (corrects_id IS NULL)", name="later_rounds_correct"),
        CheckConstraint("(round = 1) = (why = '')", name="corrects_for_a_reason"),
        CheckConstraint("length(digest) = 64", name="digest"),
        UniqueConstraint("kind", "first_on", "round"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind]
    first_on: Mapped[date]
    last_on: Mapped[date]
    round: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"), unique=True)
    why: Mapped[str]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    issued_by: Mapped[User] = relationship()
    corrects: Mapped["Report | None"] = relationship(
        "app.reports.models.Report", remote_side="app.reports.models.Report.id"
    )


class ReportRelease(Model):
    """That the office made a report public; the public reads what `rules.readable` leaves of it."""

    __tablename__ = "report_releases"
    __table_args__ = SEALED

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    report: Mapped[Report] = relationship(lazy="joined")


class PublicMonth(Model):
    """A public figure of a month that is over, counted once, by the version of the definitions of that time."""

    __tablename__ = "report_months"
    __table_args__ = (
        CheckConstraint("numerator >= 0", name="not_negative"),
        CheckConstraint("denominator IS NULL OR denominator >= numerator", name="part_of_the_whole"),
        SEALED,
    )

    first_on: Mapped[date] = mapped_column(primary_key=True)
    figure: Mapped[str] = mapped_column(primary_key=True)
    numerator: Mapped[int]
    denominator: Mapped[int | None]
    definitions: Mapped[int]
    counted_at: Mapped[datetime]
