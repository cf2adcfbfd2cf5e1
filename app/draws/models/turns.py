"""What becomes of a draw after its result: inspectors recused, targets that fell away, and draws made void."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.draws.rules import Gone
from app.kernel.db import SEALED, Model

_STANDS = text("dropped_at IS NULL")


class DrawRecusal(Model):
    """An inspector recused from one visit after the draw; `replacement` is the next of the order, None where nobody is.

    The reason is personal: it is never published and stays out of the ledger.
    """

    __tablename__ = "draw_recusals"
    __table_args__ = (
        UniqueConstraint("draw_id", "uscc", "certificate_no"),
        CheckConstraint("reason <> ''", name="with_a_reason"),
        CheckConstraint("replacement IS NULL OR replacement <> certificate_no", name="another_one_goes"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), index=True)
    uscc: Mapped[str]
    department: Mapped[str]
    certificate_no: Mapped[str]
    reason: Mapped[str]
    replacement: Mapped[str | None]
    recused_by: Mapped[str]
    recused_at: Mapped[datetime]


class GoneTarget(Model):
    """A target that turned out to be closed or moved. `outcome` is what came instead, as the rules gave it."""

    __tablename__ = "draw_gone_targets"
    __table_args__ = (
        UniqueConstraint("draw_id", "uscc"),
        UniqueConstraint("draw_id", "position"),
        CheckConstraint("reason <> ''", name="with_a_reason"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    position: Mapped[int]
    uscc: Mapped[str]
    kind: Mapped[Gone]
    reason: Mapped[str]
    outcome: Mapped[dict[str, Any]]
    replaced_by: Mapped[str]
    replaced_at: Mapped[datetime]


class Voiding(Model):
    """A wish to make a draw void, with its reason. `alone`: the value could not be known, one person was enough."""

    __tablename__ = "draw_voidings"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="with_a_reason"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="confirmed_by_a_second_person"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("(dropped_at IS NULL) = (dropped_by IS NULL)", name="dropped_by_somebody"),
        CheckConstraint("confirmed_at IS NULL OR dropped_at IS NULL", name="confirmed_or_dropped"),
        CheckConstraint("NOT alone OR (confirmed_at IS NULL AND dropped_at IS NULL)", name="alone_is_done_at_once"),
        Index("ix_draw_voidings_stands", "draw_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    reason: Mapped[str]
    alone: Mapped[bool]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    dropped_by: Mapped[str | None]
    dropped_at: Mapped[datetime | None]
