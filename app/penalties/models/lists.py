"""The four lists of leniency by version, and the proposals for new entries."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import SEALED, Model
from app.penalties.rules import LeniencyList


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class LeniencyEntry(Model):
    """An entry from `from_on` to `until_on`, both included. Its words never change: another version is another row.

    Who is None is the service itself, which brought the lists that the law gives.
    """

    __tablename__ = "leniency_entries"
    __table_args__ = (
        UniqueConstraint("code", "from_on"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("basis <> ''", name="with_a_basis"),
        CheckConstraint("approved_by IS NULL OR approved_by <> proposed_by", name="approved_by_a_second_person"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    kind: Mapped[LeniencyList]
    matter: Mapped[str]
    terms: Mapped[str]
    basis: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_at: Mapped[datetime]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class LeniencyProposal(Model):
    """An entry as one person of the office wants it, or its end (`ends`); another one decides."""

    __tablename__ = "leniency_proposals"
    __table_args__ = (
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(state = 'rejected') = (decided_why <> '')", name="rejected_for_a_reason"),
        CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_by <> proposed_by", name="decided_by_a_second_person"
        ),
        Index("ix_leniency_proposals_code_state", "code", "state"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    code: Mapped[str]
    ends: Mapped[bool]
    kind: Mapped[LeniencyList]
    matter: Mapped[str]
    terms: Mapped[str]
    basis: Mapped[str]
    from_on: Mapped[date]
    reason: Mapped[str]
    state: Mapped[ProposalState]
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_why: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
