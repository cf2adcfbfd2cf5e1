"""Findings with what was said of them, and the runs that made them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.audit.rules import Severity, State
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.kernel.db import SEALED, Model

_STATES = ", ".join(f"'{one}'" for one in sorted(State))
_NIGHTLY = text("kind = 'nightly'")


class RunKind(StrEnum):
    """Who began a run: the timer at night, somebody at the terminal, the office for a part or the whole."""

    NIGHTLY = "nightly"
    COMMAND = "command"
    CITY = "city"
    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"


class AuditRun(Model):
    """One run of the checks as of a day: how many facts, how many of them new, how many findings have none any more.

    `counts` holds the three for each check that found anything. Of a day there is one nightly run.
    """

    __tablename__ = "audit_runs"
    __table_args__ = (
        CheckConstraint("found >= 0 AND new >= 0 AND gone >= 0 AND new <= found", name="counts"),
        CheckConstraint("(kind = 'enterprise') = (enterprise_id IS NOT NULL)", name="of_one_enterprise"),
        CheckConstraint("(kind = 'department') = (department_id IS NOT NULL)", name="of_one_department"),
        Index("ix_audit_runs_nightly", "as_of", unique=True, sqlite_where=_NIGHTLY, postgresql_where=_NIGHTLY),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind]
    as_of: Mapped[date]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    milliseconds: Mapped[int]
    found: Mapped[int]
    new: Mapped[int]
    gone: Mapped[int]
    counts: Mapped[dict[str, Any]]
    enterprise: Mapped[Enterprise | None] = relationship()
    department: Mapped[Department | None] = relationship()
    by: Mapped[User | None] = relationship()


class AuditFinding(Model):
    """A fact that a run found, kept whatever becomes of the rows: once for each check (`code`) and subject.

    `figures` and `evidence` are the fact as it was found first. `gone_on` is the day as of which a run no longer found
    it. Numbers of what is confidential come from a series of their own, so that the other one has no gap.
    """

    __tablename__ = "audit_findings"
    __table_args__ = (
        UniqueConstraint("code", "subject"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("severity IN ('grave', 'minor', 'serious')", name="severity"),
        CheckConstraint("NOT confidential OR state NOT IN ('asked', 'accepted')", name="department_not_asked"),
        CheckConstraint("state NOT IN ('asked', 'accepted') OR department_id IS NOT NULL", name="somebody_is_asked"),
        Index("ix_audit_findings_department_id", "department_id", "state"),
        Index("ix_audit_findings_state", "state", "severity"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str]
    subject: Mapped[str]
    severity: Mapped[Severity]
    confidential: Mapped[bool]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    happened_on: Mapped[date]
    figures: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    state: Mapped[State]
    state_since: Mapped[datetime]
    found_at: Mapped[datetime] = mapped_column(index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("audit_runs.id"))
    gone_on: Mapped[date | None]
    department: Mapped[Department | None] = relationship(lazy="joined")
    enterprise: Mapped[Enterprise | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def askable(self) -> bool:
        """Whether a department can be asked: there is one, and it may know."""
        return self.department_id is not None and not self.confidential


class Statement(Model):
    """What somebody said in moving a finding: an explanation, a correction, why it goes back or is waived."""

    __tablename__ = "audit_statements"
    __table_args__ = (CheckConstraint("words <> ''", name="in_words"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("audit_findings.id"), index=True)
    verb: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    by: Mapped[User] = relationship()
