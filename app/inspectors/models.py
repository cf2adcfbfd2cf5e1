"""Inspectors with their certificates and the items that they may look at; whom they must not be sent to."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.inspectors import rules
from app.items.models import Item
from app.kernel.db import SEALED, Model


class Inspector(Model):
    """Somebody who inspects for a department. Without `items` the scope is every item of the department.

    `revised_at` moves with every change, so that the version does too.
    """

    __tablename__ = "inspectors"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("certificate_no <> ''", name="certificate_not_empty"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_it_begins"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    certificate_no: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    initials: Mapped[str]
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    section: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    active: Mapped[bool]
    entered_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    department: Mapped[Department] = relationship(lazy="joined")
    scopes: Mapped[list["Scope"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    account: Mapped["Account | None"] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def items(self) -> list[Item]:
        """The items within the scope, by code."""
        return sorted((scope.item for scope in self.scopes), key=lambda item: item.code)

    @items.setter
    def items(self, items: Iterable[Item]) -> None:
        kept = {scope.item.id: scope for scope in self.scopes}
        self.scopes = [kept.get(item.id) or Scope(item=item) for item in items]

    @property
    def card(self) -> rules.Card:
        """What the rules ask of an inspector."""
        scope = frozenset(item.code for item in self.items)
        return rules.Card(self.active, self.valid_from, self.valid_until, scope)


class Scope(Model):
    """An item that an inspector may look at."""

    __tablename__ = "inspector_items"
    __table_args__ = SEALED

    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspectors.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"), primary_key=True, index=True)
    item: Mapped[Item] = relationship(lazy="joined")


class Account(Model):
    """The account that is an inspector's. A table of its own: rows of inspectors are sealed as they were written."""

    __tablename__ = "inspector_accounts"
    __table_args__ = SEALED

    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspectors.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    linked_at: Mapped[datetime]
    user: Mapped[User] = relationship(lazy="joined")


class Recusal(Model):
    """An inspector is not sent to an enterprise (回避) from a day, until another if that is known."""

    __tablename__ = "recusals"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="with_a_reason"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    inspector_id: Mapped[int] = mapped_column(ForeignKey("inspectors.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    reason: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    inspector: Mapped[Inspector] = relationship()
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
