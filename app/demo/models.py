"""The demo city that lies in this database, if one does."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.demo.rules import Scale
from app.kernel.db import Model


class World(Model):
    """One row: the day that the city lives on and what it was made from. `loaded_at` is a real instant, empty while it
    is being built; `cases` names the complaints that the scenes show.
    """

    __tablename__ = "demo_world"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("scale IN ('full', 'small')", name="scale_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    as_of: Mapped[date]
    seed: Mapped[int]
    scale: Mapped[Scale]
    begun_at: Mapped[datetime]
    loaded_at: Mapped[datetime | None]
    cases: Mapped[dict[str, Any]]
