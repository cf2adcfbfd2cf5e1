"""Referrals to the discipline inspection, with their own record. Only the office and the discipline read them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.supervision.rules import ReferralState


class Referral(Model):
    """One referral: what about whom, on which basis; who took it up, and what came of it."""

    __tablename__ = "supervision_referrals"
    __table_args__ = (
        CheckConstraint("facts <> '' AND basis <> ''", name="with_words"),
        CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken_by_somebody"),
        CheckConstraint("(concluded_at IS NULL) = (concluded_by IS NULL)", name="concluded_by_somebody"),
        CheckConstraint("(concluded_at IS NULL) = (outcome = '')", name="concluded_in_words"),
        CheckConstraint("(state = 'sent') = (taken_at IS NULL)", name="taken_at_an_instant"),
        CheckConstraint("(state = 'concluded') = (concluded_at IS NOT NULL)", name="concluded_at_an_instant"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[ReferralState]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    subjects: Mapped[list[str]]
    facts: Mapped[str]
    basis: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(index=True)
    sent_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str]
    concluded_at: Mapped[datetime | None]
    concluded_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
