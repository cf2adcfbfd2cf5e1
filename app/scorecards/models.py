"""Schemes of weights, cards as they were issued with every case behind every point, and appeals about single cases."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.scorecards.rules import AppealState, CardState, Case, Criterion, SchemeState


class Scheme(Model):
    """Weights of a year as one person proposes them and another approves; the last approved one is in force."""

    __tablename__ = "scorecard_schemes"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="for_a_reason"),
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(state = 'rejected') = (decided_why <> '')", name="rejected_for_a_reason"),
        CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_by_id <> proposed_by_id",
            name="decided_by_a_second_person",
        ),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    kept: Mapped[dict[str, Any]] = mapped_column("weights")
    reason: Mapped[str]
    state: Mapped[SchemeState]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_why: Mapped[str]
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def weights(self) -> dict[Criterion, Decimal]:
        """The weights, exact; a criterion that came later weighed nothing."""
        return {one: Decimal(self.kept.get(one, "0")) for one in Criterion}


class Card(Model):
    """The scorecard of a period, frozen when it is issued. `appeal_by` is the last day of the appeal window."""

    __tablename__ = "scorecards"
    __table_args__ = (
        UniqueConstraint("from_on", "until_on"),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("(state = 'final') = (final_at IS NOT NULL)", name="final_at_an_instant"),
        CheckConstraint("(final_at IS NULL) = (final_by IS NULL)", name="final_by_somebody"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[CardState]
    from_on: Mapped[date]
    until_on: Mapped[date]
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scorecard_schemes.id"))
    appeal_by: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    final_at: Mapped[datetime | None]
    final_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    scheme: Mapped[Scheme] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Part(Model):
    """One criterion of a department on a card: every case with what it won of what it could win."""

    __tablename__ = "scorecard_parts"
    __table_args__ = (SEALED,)

    card_id: Mapped[int] = mapped_column(ForeignKey("scorecards.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    criterion: Mapped[Criterion] = mapped_column(primary_key=True)
    kept: Mapped[dict[str, Any]] = mapped_column("cases")
    department: Mapped[Department] = relationship(lazy="joined")

    @property
    def cases(self) -> list[Case]:
        """The cases, by number."""
        return [Case(ref, *counts) for ref, counts in sorted(self.kept.items())]


class Appeal(Model):
    """A department says that a case should not count; the office decides, with a reason."""

    __tablename__ = "scorecard_appeals"
    __table_args__ = (
        UniqueConstraint("card_id", "department_id", "criterion", "ref"),
        CheckConstraint("words <> ''", name="with_words"),
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(decided_at IS NULL) = (why = '')", name="decided_for_a_reason"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    card_id: Mapped[int] = mapped_column(ForeignKey("scorecards.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    criterion: Mapped[Criterion]
    ref: Mapped[str]
    words: Mapped[str]
    state: Mapped[AppealState]
    filed_at: Mapped[datetime]
    filed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    why: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
