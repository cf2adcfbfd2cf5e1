"""Actions close after complaints, sealed; each look at them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.discipline.rules import State
from app.kernel.db import SEALED, Model


class Watch(Model):
    """One action that lies close after a complaint. That somebody has complained is an identity: it lies sealed.

    `mark` is a keyed pseudonym of the action, so that it is found once. `sealed` holds kind, number, day, enterprise,
    department and days; `judgement` the words of whoever judged. Both open under a key of their own only.
    """

    __tablename__ = "discipline_watches"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (judged_at IS NULL)", name="judged_at_an_instant"),
        CheckConstraint("(judged_at IS NULL) = (judged_by IS NULL)", name="judged_by_somebody"),
        CheckConstraint("(judged_at IS NULL) = (judgement IS NULL)", name="judged_in_words"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    mark: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[State]
    found_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    judgement: Mapped[bytes | None] = mapped_column(LargeBinary)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class WatchLook(Model):
    """Somebody looked at the list: `what` is how far it went. The ledger tells that there was a look, not at what."""

    __tablename__ = "discipline_looks"
    __table_args__ = SEALED

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
