"""A typical case with its two approvals. Nothing in it leads to the complaint or the enterprise that it came from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.models import Department
from app.kernel.db import SEALED, Model
from app.typical_cases.rules import State

_OUT = "state IN ('published', 'withdrawn')"


class TypicalCase(Model):
    """A case as it is told. `number` is given with the publication, so that the public numbers have no gap.

    `until_on` is the last day on which it is public. The approvals are those of the words as they stand: whoever
    writes them anew takes both away.
    """

    __tablename__ = "typical_cases"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'published', 'returned', 'withdrawn')", name="state"),
        CheckConstraint("title <> '' AND facts <> '' AND outcome <> ''", name="in_words"),
        CheckConstraint("(office_by_id IS NULL) = (office_at IS NULL)", name="office_at_an_instant"),
        CheckConstraint("(outside_by_id IS NULL) = (outside_at IS NULL)", name="outside_at_an_instant"),
        CheckConstraint(
            "(office_by_id IS NULL OR office_by_id <> drafted_by_id)"
            " AND (outside_by_id IS NULL OR outside_by_id <> drafted_by_id)",
            name="approved_by_others",
        ),
        CheckConstraint("office_by_id <> outside_by_id", name="approved_by_two_people"),
        CheckConstraint(f"({_OUT}) = (office_at IS NOT NULL AND outside_at IS NOT NULL)", name="approved_twice"),
        CheckConstraint(f"({_OUT}) = (number IS NOT NULL)", name="number_with_publication"),
        CheckConstraint(f"({_OUT}) = (published_on IS NOT NULL)", name="published_on_a_day"),
        CheckConstraint("published_on IS NULL OR until_on > published_on", name="public_for_a_time"),
        CheckConstraint("(state = 'returned') = (returned_why <> '')", name="returned_for_a_reason"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_why <> '')", name="withdrawn_for_a_reason"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_an_instant"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[State]
    title: Mapped[str]
    facts: Mapped[str]
    outcome: Mapped[str]
    category: Mapped[str] = mapped_column(ForeignKey("complaint_categories.code"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    until_on: Mapped[date]
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    drafted_at: Mapped[datetime]
    office_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    office_at: Mapped[datetime | None]
    outside_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outside_at: Mapped[datetime | None]
    published_on: Mapped[date | None]
    returned_why: Mapped[str]
    withdrawn_why: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    department: Mapped[Department | None] = relationship()
    drafted_by: Mapped[User] = relationship(foreign_keys=drafted_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def ref(self) -> str:
        """How the ledger calls the case, from its draft on."""
        return f"typical-case:{self.id}"
