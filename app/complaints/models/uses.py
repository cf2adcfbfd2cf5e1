"""How the form is used: counts by month, and nothing else."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.rules import Use
from app.kernel.db import Model

_WHAT = ", ".join(f"'{one}'" for one in sorted(Use))


class FormUse(Model):
    """How often something (`Use`) was counted of the forms begun in a month, named by its first day.

    No instant, no case, no person: no row can be joined to anything.
    """

    __tablename__ = "form_uses"
    __table_args__ = (
        CheckConstraint(f"what IN ({_WHAT})", name="what"),
        CheckConstraint("count >= 1", name="counted"),
    )

    first_on: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
