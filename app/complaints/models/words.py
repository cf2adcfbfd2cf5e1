"""Words: the complainant's own (for the office), the case sheet (for the department), supplements and replies."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.rules import ReplyKind
from app.kernel.db import SEALED, Model


class Statement(Model):
    """What the complainant wrote, as they wrote it. Read by the office and the complainant, never by a department."""

    __tablename__ = "complaint_statements"
    __table_args__ = SEALED

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    about: Mapped[str]
    happened: Mapped[str]
    place: Mapped[str]
    facts: Mapped[str]
    wants: Mapped[str]


class CaseSheet(Model):
    """What the department gets: made by the office field by field. `complainant` is empty unless named and agreed."""

    __tablename__ = "complaint_sheets"
    __table_args__ = SEALED

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    happened: Mapped[str]
    place: Mapped[str]
    facts: Mapped[str]
    wants: Mapped[str]
    complainant: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Supplement(Model):
    """What the complainant added later. A department sees `handed_text`, once the office has handed it over."""

    __tablename__ = "complaint_supplements"
    __table_args__ = (
        CheckConstraint("(handed_at IS NULL) = (handed_by IS NULL)", name="handed_by_somebody"),
        CheckConstraint("handed_at IS NOT NULL OR handed_text = ''", name="handed_text_when_handed"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    words: Mapped[str]
    at: Mapped[datetime]
    handed_text: Mapped[str] = mapped_column(default="")
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Reply(Model):
    """What the department found and did: at verification, as a preliminary result, at the end, after a bad rating."""

    __tablename__ = "complaint_replies"
    __table_args__ = SEALED

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    kind: Mapped[ReplyKind]
    findings: Mapped[str]
    outcome: Mapped[str]
    basis: Mapped[str]
    further: Mapped[str]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
