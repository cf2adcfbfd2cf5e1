"""Notices. A row is a message on the site and, for the carriers of mail, SMS and webhooks, an outbox."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.kernel.db import SEALED, Model
from app.notices.rules import Carrier, DeliveryState


class Notice(Model):
    """Something that somebody must be told. `message_id` stays the same however often it is sent.

    `facts` fill the sentence `notice.<kind>`; they never say who complained. `told_on` is the civil day of `at`: all
    that a department is shown of the time, since the hour of an act may tell who acted. `spread_at` is when the
    deliveries were made of it that leave the service.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_audience_at", "audience", "at"),
        Index("ix_notices_spread_at_id", "spread_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    audience: Mapped[str]
    kind: Mapped[str]
    ref: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    told_on: Mapped[date]
    spread_at: Mapped[datetime | None]


class NoticeRead(Model):
    """That one user has opened one notice."""

    __tablename__ = "notice_reads"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[datetime]


class Preference(Model):
    """Where a user wants to be told besides the site. Without a row: by mail, where the account has an address."""

    __tablename__ = "notice_preferences"
    __table_args__ = (
        CheckConstraint("NOT mail OR address <> ''", name="mail_to_an_address"),
        CheckConstraint("NOT sms OR phone <> ''", name="sms_to_a_phone"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    mail: Mapped[bool]
    address: Mapped[str]
    sms: Mapped[bool]
    phone: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Webhook(Model):
    """An address of another system that is told what its user is told. The secret is sealed, not hashed: it signs."""

    __tablename__ = "webhooks"
    __table_args__ = (CheckConstraint("url <> ''", name="with_an_address"), SEALED)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    url: Mapped[str]
    types: Mapped[list[str]]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    user: Mapped[User] = relationship(lazy="joined")


class Delivery(Model):
    """One notice on its way to one recipient by one carrier: there is never a second of the same.

    `recipient` is a user, a webhook, or the holder of a case, whoever that is. `attempts` counts the tries, `lost`
    those whose end nobody knows; while it is being sent, nobody else takes it until `lease_until`.
    """

    __tablename__ = "notice_deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "carrier", "recipient"),
        CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="leased_while_sending"),
        CheckConstraint("(state IN ('waiting', 'sending')) = (done_at IS NULL)", name="done_at_an_instant"),
        CheckConstraint("attempts >= 0 AND lost >= 0 AND lost <= attempts", name="counts"),
        Index("ix_notice_deliveries_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    carrier: Mapped[Carrier]
    recipient: Mapped[str] = mapped_column(index=True)
    state: Mapped[DeliveryState]
    attempts: Mapped[int]
    lost: Mapped[int]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    fault: Mapped[str]
    notice: Mapped[Notice] = relationship(lazy="joined")
