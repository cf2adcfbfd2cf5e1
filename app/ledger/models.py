"""The entries. Nothing in the service changes or deletes one; the database refuses it too (see the migrations)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class Entry(Model):
    """One act. `index` is gapless over the ledger, `ref_seq` over the case; `previous` is the case's last entry.

    `actor` is `user:12`, `system`, or `complainant` (who that is lies sealed elsewhere). `facts` is canonical JSON.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("ref", "ref_seq"),
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
    rulebook_version: Mapped[int | None]
    calendar_version: Mapped[int | None]


class Head(Model):
    """One row: how many entries there are. Counting up takes its lock, so indexes have no gap and no twin."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
