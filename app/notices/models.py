"""Notices. A row is a message on the site and, for the carriers of mail and SMS, an outbox."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model


class Notice(Model):
    """Something that somebody must be told. `message_id` stays the same however often it is sent.

    `facts` fill the sentence `notice.<kind>`; they never say who complained. `told_on` is the civil day of `at`: all
    that a department is shown of the time, since the hour of an act may tell who acted.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_audience_at", "audience", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    audience: Mapped[str]
    kind: Mapped[str]
    ref: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    told_on: Mapped[date]


class NoticeRead(Model):
    """That one user has opened one notice."""

    __tablename__ = "notice_reads"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[datetime]
