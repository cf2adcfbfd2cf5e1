"""The papers of a visit that its leader looks at: measurements, notices, letters."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.kernel.db import SEALED, Model


class Paper(Model):
    """A file of a visit (附件); `position` counts from 1 and is part of its address."""

    __tablename__ = "visit_papers"
    __table_args__ = (UniqueConstraint("visit_id", "position"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    position: Mapped[int]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
