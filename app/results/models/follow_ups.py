"""Follow-up of what was found: by a day, looked at again until it is closed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.items.models import Item
from app.kernel.db import SEALED, Model
from app.results.models.results import Result
from app.results.rules import Follow


class FollowUp(Model):
    """A finding that is followed up. `due_on` is the day by which it is to be put right, moved by a failed re-check."""

    __tablename__ = "result_follow_ups"
    __table_args__ = (
        CheckConstraint("state IN ('case_opened', 'open', 'put_right')", name="state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at_an_instant"),
        CheckConstraint("(state = 'case_opened') = (case_no <> '')", name="case_with_a_number"),
        UniqueConstraint("visit_id", "item_id"),
        Index("ix_result_follow_ups_state", "state", "due_on"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    visit_id: Mapped[int] = mapped_column(ForeignKey("results.visit_id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"))
    state: Mapped[Follow]
    first_due_on: Mapped[date]
    due_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    case_no: Mapped[str]
    result: Mapped[Result] = relationship(lazy="joined")
    item: Mapped[Item] = relationship(lazy="joined")
    rechecks: Mapped[list["Recheck"]] = relationship(order_by="Recheck.id", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Recheck(Model):
    """Somebody looked again. `visit_number` is the visit that was registered for it; empty where papers were enough."""

    __tablename__ = "result_rechecks"
    __table_args__ = (
        CheckConstraint("words <> ''", name="in_words"),
        CheckConstraint("passed = (next_due_on IS NULL)", name="failed_has_a_day"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("result_follow_ups.id"), index=True)
    passed: Mapped[bool]
    words: Mapped[str]
    visit_number: Mapped[str]
    next_due_on: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
