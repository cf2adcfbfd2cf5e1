"""The book: repayments, what contradicts them, what the office found to be owed. Nothing of it is ever changed back."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.arrears.rules import Outcome
from app.complaints.rules import Author
from app.kernel.db import SEALED, Model


class Repayment(Model):
    """Money that somebody says was paid. `by_id` is empty where the creditor said so: nobody is named."""

    __tablename__ = "arrears_repayments"
    __table_args__ = (
        CheckConstraint("amount > 0", name="something_paid"),
        CheckConstraint("(author = 'complainant') = (by_id IS NULL)", name="creditor_not_named"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("arrears_cases.complaint_id"), index=True)
    amount: Mapped[Decimal]
    paid_on: Mapped[date]
    voucher: Mapped[str]
    author: Mapped[Author]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Objection(Model):
    """That a repayment is contradicted: it does not count, unless the office finds that it stands."""

    __tablename__ = "arrears_objections"
    __table_args__ = (
        CheckConstraint("words <> ''", name="with_words"),
        CheckConstraint("(author = 'complainant') = (by_id IS NULL)", name="creditor_not_named"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_at_an_instant"),
        CheckConstraint("(outcome IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(outcome IS NULL) = (decision = '')", name="decided_in_words"),
        SEALED,
    )

    repayment_id: Mapped[int] = mapped_column(ForeignKey("arrears_repayments.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    words: Mapped[str]
    author: Mapped[Author]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    outcome: Mapped[Outcome | None]
    decision: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Assessment(Model):
    """What the office found to be owed, with its reason; the last one counts, what was claimed stays beside it."""

    __tablename__ = "arrears_assessments"
    __table_args__ = (
        CheckConstraint("amount > 0", name="something_owed"),
        CheckConstraint("words <> ''", name="with_words"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("arrears_cases.complaint_id"), index=True)
    amount: Mapped[Decimal]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
