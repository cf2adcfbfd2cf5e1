"""The filing (预处罚报备): one decision, as the department means to take it; what the office asked; its files."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.penalties.rules import AskKind, Hearing, State


class Filing(Model):
    """One filing. `origin` is the key of the act that made it: sent twice, there is one.

    `fines` are the parts of the proposed fine as text, `fine` their sum, `total` the sum that was judged, with the
    other parts of the case; `reasons` say why it must be filed (none: voluntary), by `threshold` and `major` of the
    rulebook version. `late_on` is the day of a decision that was taken before it was filed: a finding for good.
    """

    __tablename__ = "penalty_filings"
    __table_args__ = (
        CheckConstraint("fine >= 0 AND total >= fine", name="sums"),
        CheckConstraint("(reviewer = '') = (reviewed_on IS NULL)", name="reviewed_by_somebody"),
        CheckConstraint("(reviewer = '') = (reviewed_at IS NULL)", name="review_recorded"),
        CheckConstraint("(hearing = 'not_due') = (hearing_on IS NULL)", name="hearing_on_a_day"),
        CheckConstraint("NOT first_minor OR leniency_reason <> ''", name="on_for_a_reason"),
        CheckConstraint("(registered_at IS NULL) = (registered_by IS NULL)", name="registered_by_somebody"),
        CheckConstraint("registered_at IS NULL OR registered_at >= filed_at", name="registered_after_filed"),
        CheckConstraint("state <> 'registered' OR registered_at IS NOT NULL", name="registered_at_an_instant"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_an_instant"),
        CheckConstraint("dropped_why = '' OR state = 'closed'", name="dropped_means_closed"),
        Index("ix_penalty_filings_department_id_state", "department_id", "state"),
        Index("ix_penalty_filings_party_code_case_no", "party_code", "case_no"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column(unique=True)
    state: Mapped[State]
    state_since: Mapped[datetime]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    party_code: Mapped[str]
    party_name: Mapped[str]
    case_no: Mapped[str]
    matter: Mapped[str]
    facts: Mapped[str]
    basis: Mapped[str]
    discretion: Mapped[str]
    fines: Mapped[list[str]]
    fine: Mapped[Decimal]
    total: Mapped[Decimal]
    kinds: Mapped[list[str]]
    reasons: Mapped[list[str]]
    threshold: Mapped[Decimal]
    rulebook_version: Mapped[int]
    hearing: Mapped[Hearing]
    hearing_on: Mapped[date | None]
    reviewer: Mapped[str]
    reviewed_on: Mapped[date | None]
    opinion: Mapped[str]
    reviewed_at: Mapped[datetime | None]
    leniency: Mapped[list[str]]
    first_minor: Mapped[bool]
    leniency_reason: Mapped[str]
    late_on: Mapped[date | None]
    filed_at: Mapped[datetime] = mapped_column(index=True)
    filed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    registered_at: Mapped[datetime | None]
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    dropped_why: Mapped[str]
    department: Mapped[Department] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def due(self) -> bool:
        """Whether it had to be filed."""
        return bool(self.reasons)


class Ask(Model):
    """What the office asks of a filing: to complete it, or to explain. It holds nothing up; the answer is on record."""

    __tablename__ = "penalty_asks"
    __table_args__ = (
        CheckConstraint("words <> ''", name="with_words"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_in_words"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("penalty_filings.id"), index=True)
    kind: Mapped[AskKind]
    words: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Annex(Model):
    """A file of a filing; `position` counts from 1 and is part of its address; `ask_id`: it came with an answer."""

    __tablename__ = "penalty_annexes"
    __table_args__ = (UniqueConstraint("filing_id", "position"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("penalty_filings.id"))
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("penalty_asks.id"))
    position: Mapped[int]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
