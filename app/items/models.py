"""The list of inspection items, and which departments own each."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.departments.models import Department
from app.items import rules
from app.items.rules import Kind
from app.kernel.db import SEALED, Model


class Item(Model):
    """One inspection item. `subject` is who inspects, `object` who is inspected, `method` how, `basis` the law for it.

    The four may be empty: then the item cannot be planned. `category` is the heading of its list. `revised_at` moves
    with every change, so that the version does too.
    """

    __tablename__ = "inspection_items"
    __table_args__ = (
        CheckConstraint("code <> ''", name="code_not_empty"),
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("kind IN ('key', 'routine')", name="kind"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    initials: Mapped[str]
    category: Mapped[str]
    kind: Mapped[Kind]
    basis: Mapped[str]
    subject: Mapped[str]
    object: Mapped[str]
    method: Mapped[str]
    content: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    owners: Mapped[list["Owner"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def departments(self) -> list[Department]:
        """The departments that own it, by code."""
        return sorted((owner.department for owner in self.owners), key=lambda one: one.code)

    @departments.setter
    def departments(self, departments: Iterable[Department]) -> None:
        kept = {owner.department.id: owner for owner in self.owners}
        self.owners = [kept.get(one.id) or Owner(department=one) for one in departments]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Which of basis, subject, object and method are empty."""
        return rules.lacking({name: getattr(self, name) for name in rules.NEEDED})

    def in_force(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return rules.in_force(self.from_on, self.until_on, on)


class Owner(Model):
    """A department that owns an item."""

    __tablename__ = "inspection_item_departments"
    __table_args__ = SEALED

    item_id: Mapped[int] = mapped_column(ForeignKey("inspection_items.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True, index=True)
    department: Mapped[Department] = relationship(lazy="joined")
