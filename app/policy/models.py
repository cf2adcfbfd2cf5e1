"""The rulebook: every version of every rule, with its days of effect, and the proposals for new ones."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.policy import rules


class ProposalState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class RulebookVersion(Model):
    """One change of the rulebook: a file was loaded, or a proposal was approved."""

    __tablename__ = "rulebook_versions"
    __table_args__ = (CheckConstraint("number >= 1", name="number_counts_from_one"), SEALED)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_by: Mapped[User | None] = relationship()


class RuleVersion(Model):
    """A rule from `from_on` to `until_on`, both included; `until_on` is None while no later version is known.

    The value never changes. `kept_value` is JSON with decimals as text. Whoever is None is the service itself.
    """

    __tablename__ = "rule_versions"
    __table_args__ = (
        UniqueConstraint("rule_id", "from_on"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="approved_by_a_second_person"
        ),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[str]
    version: Mapped[int] = mapped_column(ForeignKey("rulebook_versions.number"))
    position: Mapped[int]
    kind: Mapped[rules.ValueKind]
    kept_value: Mapped[str] = mapped_column("value")
    choices: Mapped[list[str]]
    unit: Mapped[rules.Unit]
    basis: Mapped[rules.Basis]
    clause: Mapped[str]
    meaning: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    proposed_by: Mapped[User | None] = relationship(foreign_keys=proposed_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)

    @property
    def value(self) -> rules.Value:
        """The value, decimals as `Decimal`."""
        return rules.restored(self.kind, self.kept_value)

    @property
    def is_editable(self) -> bool:
        """Whether another value can be proposed."""
        return rules.is_editable(self.kind, self.choices)


class RuleProposal(Model):
    """Another value for a rule, as one person proposes it; another one decides."""

    __tablename__ = "rule_proposals"
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
    rule_id: Mapped[str]
    kept_value: Mapped[str] = mapped_column("value")
    from_on: Mapped[date]
    reason: Mapped[str]
    state: Mapped[ProposalState]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_why: Mapped[str | None]
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
