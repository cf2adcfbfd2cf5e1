"""A draw with its files, and what the two people typed as its value."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.draws.rules import OPEN_LOCK, REVEALS, State
from app.kernel.db import SEALED, Model

_STATES = ", ".join(f"'{state}'" for state in State)
_REVEALS = ", ".join(f"'{reveal}'" for reveal in REVEALS)
_LOCKS = ", ".join(f"'{state}'" for state in OPEN_LOCK)
_OPEN = text(f"state IN ({_LOCKS})")
_ANNOUNCED = "(previous IS NULL) = (locked_at IS NULL) AND (value_due IS NULL) = (locked_at IS NULL)"


class Draw(Model):
    """A draw (抽取). Whoever acted is told as the ledger tells it (`user:12`); instants are those of the acts.

    `sealed_secret` opens with the key of the draws alone; `secret` is the same at the reveal. `previous` is the
    commitment of the city's draw before, empty for the first one: no two draws follow the same one. `figures` are what
    was counted at the lock and at the draw. `revised_at` moves with every change of a draft.
    """

    __tablename__ = "draws"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint(f"reveal IN ({_REVEALS})", name="reveal"),
        CheckConstraint("serial >= 1", name="serial_counts_from_one"),
        CheckConstraint("state = 'void' OR (state = 'draft') = (locked_at IS NULL)", name="locked"),
        CheckConstraint("(commitment IS NULL) = (locked_at IS NULL)", name="committed_when_locked"),
        CheckConstraint("(sealed_secret IS NULL) = (locked_at IS NULL)", name="secret_from_the_lock"),
        CheckConstraint(_ANNOUNCED, name="announced_when_locked"),
        CheckConstraint("value_due IS NULL OR value_due > locked_at", name="value_after_the_lock"),
        CheckConstraint(
            "state = 'void' OR (state IN ('seeded', 'drawn', 'published')) = (value IS NOT NULL)", name="seeded"
        ),
        CheckConstraint("(value IS NULL) = (seeded_at IS NULL)", name="value_at_an_instant"),
        CheckConstraint("value IS NULL OR seeded_at >= value_due", name="value_when_due"),
        CheckConstraint("state = 'void' OR (state IN ('drawn', 'published')) = (drawn_at IS NOT NULL)", name="drawn"),
        CheckConstraint("(seed IS NULL) OR (value IS NOT NULL)", name="seed_of_a_value"),
        CheckConstraint("drawn_at IS NULL OR seed IS NOT NULL", name="drawn_with_a_seed"),
        CheckConstraint("state = 'void' OR (state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("(state = 'void') = (voided_at IS NOT NULL)", name="voided"),
        CheckConstraint(
            "(state = 'published' OR (state = 'void' AND commitment IS NOT NULL)) = (secret IS NOT NULL)",
            name="secret_at_the_reveal",
        ),
        Index("ix_draws_open_lock", "plan_year", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    plan_year: Mapped[int]
    state: Mapped[State]
    reveal: Mapped[str | None]
    value_due: Mapped[datetime | None]
    previous: Mapped[str | None] = mapped_column(unique=True)
    commitment: Mapped[str | None] = mapped_column(unique=True)
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    secret: Mapped[str | None]
    value: Mapped[str | None]
    seed: Mapped[str | None]
    figures: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    revised_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    locked_by: Mapped[str] = mapped_column(default="")
    seeded_at: Mapped[datetime | None]
    drawn_at: Mapped[datetime | None]
    drawn_by: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DrawFile(Model):
    """A file of a draw, byte for byte. Secret and value are columns of the draw; their files are made of them."""

    __tablename__ = "draw_files"
    __table_args__ = (CheckConstraint("name NOT IN ('secret.txt', 'value.txt')", name="apart_from_columns"), SEALED)

    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class ValueEntry(Model):
    """The value as one person typed it. Two that differ end a round; the next one begins anew."""

    __tablename__ = "draw_values"
    __table_args__ = (
        UniqueConstraint("draw_id", "round", "position"),
        UniqueConstraint("draw_id", "round", "typed_by"),
        CheckConstraint("position IN (1, 2)", name="two_people"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    round: Mapped[int]
    position: Mapped[int]
    value: Mapped[str]
    witnesses: Mapped[list[str]]
    typed_by: Mapped[str]
    typed_at: Mapped[datetime]
