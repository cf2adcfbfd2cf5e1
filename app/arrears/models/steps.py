"""The steps that were taken, each with its paper."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.arrears.rules import StepKind
from app.kernel.db import SEALED, Model


class TakenStep(Model):
    """One step of the ladder: on which day, by which document; the document itself where there is a copy of it."""

    __tablename__ = "arrears_steps"
    __table_args__ = (
        CheckConstraint("kind IN ('onsite', 'interview', 'accountability')", name="taken_here"),
        CheckConstraint("document_no <> ''", name="with_a_document"),
        CheckConstraint("(content IS NULL) = (sha256 = '')", name="copy_with_its_hash"),
        CheckConstraint("(content IS NULL) = (name = '')", name="copy_with_its_name"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("arrears_cases.complaint_id"), index=True)
    kind: Mapped[StepKind]
    on: Mapped[date] = mapped_column("taken_on")
    document_no: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    name: Mapped[str]
    mime: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
