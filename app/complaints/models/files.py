"""Attachments, as rows: an act and its files land together or not at all (decision: files in the database)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.complaints.rules import Author
from app.kernel.db import SEALED, Model


class Attachment(Model):
    """A file of a case. `content` is what was uploaded; `handed_copy` the re-rendered copy that the department gets.

    `position` counts the files of the case from 1 and is part of the address; `handed_name` is neutral (附件1.pdf).
    """

    __tablename__ = "complaint_attachments"
    __table_args__ = (
        UniqueConstraint("complaint_id", "position"),
        CheckConstraint("(handed_copy IS NULL) = (handed_name = '')", name="copy_with_a_name"),
        CheckConstraint("(handed_copy IS NULL) = (handed_mime = '')", name="copy_with_a_type"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    position: Mapped[int]
    author: Mapped[Author]
    supplement_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_supplements.id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_replies.id"))
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    handed_position: Mapped[int | None]
    handed_name: Mapped[str] = mapped_column(default="")
    handed_mime: Mapped[str] = mapped_column(default="")
    handed_copy: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
