"""Who complained, sealed with a key of its own; the acts that open the seal; drafts, sealed likewise."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.kernel.db import SEALED, Model


class Identity(Model):
    """The complainant of one case.

    `holder` is a keyed pseudonym of the account that filed it (empty without one): "my cases" without knowing whose.
    `code_hash` is the hash of the receipt code of somebody without an account. `sealed` is AES-256-GCM, bound to the
    number of the case.
    """

    __tablename__ = "complaint_identities"
    __table_args__ = (CheckConstraint("holder <> '' OR code_hash <> ''", name="somebody_can_follow"), SEALED)

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(index=True)
    code_hash: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Unsealing(Model):
    """A wish to know who complained: one of the office asks with a reason, another one approves."""

    __tablename__ = "complaint_unsealings"
    __table_args__ = (
        CheckConstraint("approved_by IS NULL OR approved_by <> requested_by", name="two_people"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_at_an_instant"),
        CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name="approved_or_refused"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    reason: Mapped[str]
    requested_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    requested_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]


class Draft(Model):
    """A complaint being written: sealed, kept 30 days, found by its key (in the browser's session) or by its holder."""

    __tablename__ = "complaint_drafts"
    __table_args__ = (Index("ix_complaint_drafts_holder", "holder"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    holder: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(index=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DraftFile(Model):
    """A file of a draft."""

    __tablename__ = "complaint_draft_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_key: Mapped[str] = mapped_column(ForeignKey("complaint_drafts.key", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
