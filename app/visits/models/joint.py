"""Who goes together: the departments of a joint visit beside the one whose visit it is."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model


class Companion(Model):
    """A department that goes along: several due at one enterprise make one visit (`merge.across_departments`)."""

    __tablename__ = "visit_parties"
    __table_args__ = SEALED

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True, index=True)
    department: Mapped[Department] = relationship(lazy="joined")
