"""Which draw sent a visit."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.draws.models import Draw
from app.kernel.db import SEALED, Model


class DrawnVisit(Model):
    """A visit that a draw sent: one for each enterprise drawn, whatever the number of its tasks."""

    __tablename__ = "visit_draws"
    __table_args__ = (UniqueConstraint("draw_id", "uscc"), SEALED)

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    uscc: Mapped[str]
    tasks: Mapped[list[str]]
    draw: Mapped[Draw] = relationship(lazy="joined")
