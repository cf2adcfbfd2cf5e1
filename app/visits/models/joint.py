"""Who goes together: the departments of a joint visit beside the one whose visit it is, and offers to go together."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.kernel.db import SEALED, Model

if TYPE_CHECKING:
    from app.visits.models.visits import Visit


class Companion(Model):
    """A department that goes along: several due at one enterprise make one visit (`merge.across_departments`)."""

    __tablename__ = "visit_parties"
    __table_args__ = SEALED

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True, index=True)
    department: Mapped[Department] = relationship(lazy="joined")


class JointOffer(Model):
    """A department that is due at an enterprise offers its draft (`guest`) to be part of another's visit (`host`).

    Accepted, the two are one visit; declined in words, they may be made apart.
    """

    __tablename__ = "visit_offers"
    __table_args__ = (
        UniqueConstraint("host_id", "guest_id"),
        CheckConstraint("host_id <> guest_id", name="of_two_visits"),
        CheckConstraint("(answered_at IS NULL) = (accepted IS NULL)", name="answered_with_yes_or_no"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"),
        CheckConstraint("accepted IS NULL OR accepted OR words <> ''", name="declined_in_words"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    host_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), index=True)
    offered_at: Mapped[datetime]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    accepted: Mapped[bool | None]
    words: Mapped[str]
    host: Mapped["Visit"] = relationship(foreign_keys=host_id)
    guest: Mapped["Visit"] = relationship(foreign_keys=guest_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
