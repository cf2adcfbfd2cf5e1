"""Filings being written: a department's own, kept as typed until they are filed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.kernel.db import Model


class Draft(Model):
    """A filing that is being written, as it was typed; whoever of the department may go on with it."""

    __tablename__ = "penalty_drafts"

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answers: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime] = mapped_column(index=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DraftFile(Model):
    """A file of a draft."""

    __tablename__ = "penalty_draft_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_key: Mapped[str] = mapped_column(ForeignKey("penalty_drafts.key", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
