"""Papers that were issued of a visit, and the templates that they were filled from, by version."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.results.models.results import Result
from app.results.rules import PaperKind

_KINDS = ", ".join(f"'{one}'" for one in sorted(PaperKind))


class Template(Model):
    """A version of a template. Version 0 is the one that comes with the service and is no row."""

    __tablename__ = "paper_templates"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("title <> ''", name="with_a_title"),
        UniqueConstraint("kind", "number"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind]
    number: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    why: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_by: Mapped[User] = relationship()


class Paper(Model):
    """A paper that was issued: its text as it was filled then, whatever becomes of the template."""

    __tablename__ = "result_papers"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("text <> ''", name="with_a_text"),
        SEALED,
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("results.visit_id"), index=True)
    kind: Mapped[PaperKind]
    template: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    result: Mapped[Result] = relationship()
