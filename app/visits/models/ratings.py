"""What the enterprise thought of a visit. A table of its own: no row of the visit tells that there is one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import SEALED, Model
from app.visits.models.visits import Visit


class VisitRating(Model):
    """A rating (评价) in five levels, 5 the best; the enterprise's own and the office's, nobody else sees it."""

    __tablename__ = "visit_ratings"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score"), SEALED)

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    score: Mapped[int]
    words: Mapped[str]
    at: Mapped[datetime]
    visit: Mapped[Visit] = relationship()
