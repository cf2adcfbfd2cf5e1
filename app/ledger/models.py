"""Entries, the tree above them, the checkpoints that close the days, and who witnessed them: nothing is ever changed.

Nothing in the service changes or deletes a row of these, but for the head; the database refuses it too (see the
migrations).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class Entry(Model):
    """One act. `index` is gapless over the ledger, `ref_seq` over the case; `previous` is the case's last entry.

    `actor` is `user:12`, `system`, or `complainant` (who that is lies sealed elsewhere). `facts` is canonical JSON, and
    so is `rows`: the digest of each row that the act wrote, by `table/key`. `entry` is all of it as one salted text,
    `leaf` its SHA-256 and `leaf_sm3` its SM3, both in hexadecimal: the leaves of the two trees.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("ref", "ref_seq"),
        Index("ix_ledger_entries_verb", "verb", "index"),
        CheckConstraint('"index" >= 0', name="index_counts_from_zero"),
        CheckConstraint("ref_seq >= 1", name="ref_seq_counts_from_one"),
    )

    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    verb: Mapped[str]
    ref: Mapped[str]
    ref_seq: Mapped[int]
    previous: Mapped[int | None]
    actor: Mapped[str]
    acting_role: Mapped[str]
    behalf: Mapped[str]
    request_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    facts: Mapped[str]
    facts_hash: Mapped[str]
    rows: Mapped[str]
    rulebook_version: Mapped[int | None]
    calendar_version: Mapped[int | None]
    salt: Mapped[str]
    entry: Mapped[str]
    leaf: Mapped[str]
    leaf_sm3: Mapped[str]


class Head(Model):
    """One row: how many entries there are, and the last day that is closed.

    Counting up takes its lock, so indexes have no gap and no twin, and no entry comes into a day that is closed.
    """

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    closed_on: Mapped[date | None]


class Node(Model):
    """The roots of a full subtree of 2**8, 2**16 … entries: so that a proof reads hundreds of rows, not all."""

    __tablename__ = "ledger_nodes"
    __table_args__ = (CheckConstraint("level > 0 AND level % 8 = 0", name="level_of_a_tile"),)

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str]
    hash_sm3: Mapped[str]


class Checkpoint(Model):
    """A day of Asia/Shanghai, closed: the note is what is published; the other columns repeat it for questions."""

    __tablename__ = "ledger_checkpoints"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(index=True)
    root: Mapped[str]
    root_sm3: Mapped[str]
    at: Mapped[datetime]
    note: Mapped[str]


class Cosignature(Model):
    """One witness's signature under one checkpoint. `signed_at` is by the witness's clock, `received_at` by ours."""

    __tablename__ = "ledger_cosignatures"

    day: Mapped[date] = mapped_column(ForeignKey("ledger_checkpoints.day"), primary_key=True)
    witness: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    signed_at: Mapped[datetime]
    received_at: Mapped[datetime]
