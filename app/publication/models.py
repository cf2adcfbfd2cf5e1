"""What is public of a result, and what each channel was asked for and answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import SEALED, Model
from app.publication.rules import Cause, Channel, Ground, Purpose
from app.results.models import Result
from app.results.rules import Kind
from app.visits.rules import Basis

_OPEN = text("received_at IS NULL")
_GONE, _MENDED = text("withdrawn_at IS NOT NULL"), text("corrected_at IS NOT NULL")
_TOLD = ("visit_id", "ended_on", "enterprise_id", "department_id", "kind", "withdrawn_at")


def _listed(*first: str) -> Index:
    """An index that holds all by which the public list is filtered and ordered: rows are read of what is shown only."""
    columns = (*first, "published_on", *(name for name in _TOLD if name not in first))
    return Index(f"ix_publications_{columns[0]}", *columns)


class Publication(Model):
    """The allow-list: of a result these columns are public and no others. None of them is anybody's own words.

    `task` is the plan's number of a drawn task; of what a lead rests on nothing is public. `items` and `kinds` are the
    items with what was found of each. Taken down, only the number, the department and the days stay in sight.
    """

    __tablename__ = "publications"
    __table_args__ = (
        CheckConstraint("(ground IS NULL) = (found_on IS NULL)", name="ground_of_a_day"),
        CheckConstraint("(ground IS NULL) = (contested_at IS NULL)", name="ground_at_an_instant"),
        CheckConstraint("withdrawn_at IS NULL OR ground IS NOT NULL", name="withdrawn_for_a_ground"),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= published_at", name="withdrawn_after_published"),
        CheckConstraint("basis = 'task' OR task = ''", name="task_of_a_task"),
        CheckConstraint("corrected_at IS NULL OR corrected_at >= published_at", name="corrected_after_published"),
        *(_listed(*first) for first in ((), ("department_id",), ("enterprise_id",), ("kind",))),
        Index("ix_publications_ended_on", "ended_on", "published_on"),
        Index("ix_publications_withdrawn_at", "withdrawn_at", sqlite_where=_GONE, postgresql_where=_GONE),
        Index("ix_publications_corrected_at", "corrected_at", sqlite_where=_MENDED, postgresql_where=_MENDED),
        SEALED,
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("results.visit_id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    enterprise: Mapped[str]
    uscc: Mapped[str]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    department: Mapped[str]
    basis: Mapped[Basis]
    task: Mapped[str]
    items: Mapped[list[str]]
    kinds: Mapped[list[str]]
    kind: Mapped[Kind]
    ended_on: Mapped[date]
    published_on: Mapped[date]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ground: Mapped[Ground | None]
    found_on: Mapped[date | None]
    contested_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    result: Mapped[Result] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Correction(Model):
    """A new version of what is public: its cause, in whose words it was reasoned, what stood there and what stands now.

    The words are not public. What stood there before lies here and, under its seal, in the ledger.
    """

    __tablename__ = "publication_corrections"
    __table_args__ = (
        CheckConstraint("cause IN ('decision', 'entry_error', 'reviewed')", name="cause"),
        CheckConstraint("position >= 1", name="position_from_one"),
        CheckConstraint("words <> ''", name="reasoned"),
        UniqueConstraint("visit_id", "position"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("publications.visit_id"))
    position: Mapped[int]
    cause: Mapped[Cause]
    words: Mapped[str]
    kind_before: Mapped[Kind]
    kinds_before: Mapped[list[str]]
    kind_after: Mapped[Kind]
    kinds_after: Mapped[list[str]]
    corrected_at: Mapped[datetime]
    corrected_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class ChannelRecord(Model):
    """What a channel is asked for. `receipt` is its own number, `said_on` its own day; ours is `received_at`.

    `round` counts the corrections that it was asked for; it is 0 for everything else.
    """

    __tablename__ = "publication_records"
    __table_args__ = (
        CheckConstraint("channel IN ('credit', 'national', 'provincial', 'supervision')", name="channel"),
        CheckConstraint("purpose IN ('correct', 'publish', 'withdraw')", name="purpose"),
        CheckConstraint("round >= 0 AND (purpose = 'correct') = (round > 0)", name="rounds_of_corrections"),
        CheckConstraint("(received_at IS NULL) = (receipt = '')", name="received_with_a_receipt"),
        CheckConstraint("(received_at IS NULL) = (said_on IS NULL)", name="received_of_a_day"),
        UniqueConstraint("visit_id", "channel", "purpose", "round"),
        Index("ix_publication_records_open", "channel", "purpose", sqlite_where=_OPEN, postgresql_where=_OPEN),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    visit_id: Mapped[int] = mapped_column(ForeignKey("publications.visit_id"))
    channel: Mapped[Channel]
    purpose: Mapped[Purpose]
    round: Mapped[int]
    made_at: Mapped[datetime]
    receipt: Mapped[str]
    said_on: Mapped[date | None]
    received_at: Mapped[datetime | None]
    publication: Mapped[Publication] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Batch(Model):
    """An export for a channel: how many rows, and the SHA-256 of its CSV. Its rows are kept beside it."""

    __tablename__ = "publication_batches"
    __table_args__ = (
        CheckConstraint("rows >= 1", name="something_exported"),
        CheckConstraint("length(digest) = 64", name="digest"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    purpose: Mapped[Purpose]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    rows: Mapped[int]
    digest: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class BatchRow(Model):
    """A record that an export held: in bulk, under the digest of its batch. A record is exported once."""

    __tablename__ = "publication_batch_rows"

    record_id: Mapped[int] = mapped_column(ForeignKey("publication_records.id"), primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("publication_batches.id"), index=True)
