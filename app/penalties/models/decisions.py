"""The decision and what becomes of it: payments, publication, and that it did not stand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import SEALED, Model
from app.penalties.rules import ReversalKind


class Decision(Model):
    """The one decision of a filing. `filed_at` is the filing's instant: the order is a rule of the table, too.

    `carried` says what the decision carries with it: review, hearing, whether registered, what was still unanswered.
    """

    __tablename__ = "penalty_decisions"
    __table_args__ = (
        CheckConstraint("late OR filed_at < decided_at", name="filed_before_decided"),
        CheckConstraint("decided_at <= recorded_at", name="decided_before_recorded"),
        CheckConstraint("fine >= 0", name="fine_not_negative"),
        CheckConstraint("document_no <> ''", name="with_a_document"),
        CheckConstraint("(published_on IS NULL) = (published_at IS NULL)", name="published_on_a_day"),
        CheckConstraint("(published_on IS NULL) = (channel = '')", name="published_somewhere"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="published_before_withdrawn"),
        SEALED,
    )

    filing_id: Mapped[int] = mapped_column(ForeignKey("penalty_filings.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    document_no: Mapped[str]
    late: Mapped[bool]
    filed_at: Mapped[datetime]
    decided_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    fines: Mapped[list[str]]
    fine: Mapped[Decimal]
    kinds: Mapped[list[str]]
    carried: Mapped[dict[str, Any]]
    channel: Mapped[str]
    published_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Payment(Model):
    """A payment of the fine."""

    __tablename__ = "penalty_payments"
    __table_args__ = (CheckConstraint("amount > 0", name="something_paid"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("penalty_filings.id"), index=True)
    amount: Mapped[Decimal]
    paid_on: Mapped[date]
    voucher: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


class Reversal(Model):
    """That a decision did not stand: changed, revoked or found unlawful, by which document, on which day."""

    __tablename__ = "penalty_reversals"
    __table_args__ = (
        CheckConstraint("document_no <> ''", name="with_a_document"),
        CheckConstraint("words <> ''", name="with_words"),
        SEALED,
    )

    filing_id: Mapped[int] = mapped_column(ForeignKey("penalty_filings.id"), primary_key=True)
    kind: Mapped[ReversalKind]
    document_no: Mapped[str]
    on: Mapped[date] = mapped_column("reversed_on")
    words: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
