"""The result of a visit: one for each, with a finding for each item, and photos drawn anew."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.items.models import Item
from app.kernel.db import SEALED, Model
from app.results.rules import Kind
from app.visits.models import Visit

_KINDS = ", ".join(f"'{one}'" for one in sorted(Kind))


class Result(Model):
    """What a visit found. `kind` is the gravest of its findings; `ended_on` the day from which publication is counted.

    `said_since` and `said_until` are what the department says of a visit that the door did not record (补录), beside
    `recorded_at`, when it said so.
    """

    __tablename__ = "results"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("(said_since IS NULL) = (said_until IS NULL)", name="said_whole"),
        CheckConstraint("(said_since IS NULL) = (said_why = '')", name="said_for_a_reason"),
        CheckConstraint("said_since IS NULL OR said_since <= said_until", name="said_in_order"),
        CheckConstraint("said_until IS NULL OR said_until <= recorded_at", name="said_of_the_past"),
        Index("ix_results_ended_on", "ended_on"),
        SEALED,
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    kind: Mapped[Kind]
    ended_on: Mapped[date]
    present: Mapped[bool]
    note: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_since: Mapped[datetime | None]
    said_until: Mapped[datetime | None]
    said_why: Mapped[str]
    visit: Mapped[Visit] = relationship(lazy="joined")
    findings: Mapped[list["Finding"]] = relationship(order_by="Finding.item_id", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Finding(Model):
    """What was found of one item."""

    __tablename__ = "result_findings"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("kind = 'no_problem' OR words <> ''", name="problem_in_words"),
        SEALED,
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("results.visit_id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"), primary_key=True, index=True)
    kind: Mapped[Kind]
    words: Mapped[str]
    item: Mapped[Item] = relationship(lazy="joined")


class Photo(Model):
    """A file of a result. `content` is the copy drawn anew: where and with what it was taken is not kept anywhere."""

    __tablename__ = "result_photos"
    __table_args__ = (UniqueConstraint("visit_id", "position"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("results.visit_id"))
    position: Mapped[int]
    mime: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class Draft(Model):
    """A result that is being written, as it was typed: of the visit's department, kept 30 days, sent by nobody else."""

    __tablename__ = "result_drafts"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    answers: Mapped[dict[str, Any]]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime] = mapped_column(index=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
