"""Departments of the city, those of other levels that visit its enterprises, and the leaders in charge of each."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.departments.rules import Level
from app.kernel.db import SEALED, Model


class Department(Model):
    """A unit that can be responsible for a case. `line` joins departments of one trade over the levels (市场监管).

    `initials` are the first letters of the short name's pinyin; `keywords` point complaints to it.
    """

    __tablename__ = "departments"
    __table_args__ = (
        CheckConstraint("code <> ''", name="code_not_empty"),
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("level IN ('city', 'prefecture', 'province', 'town')", name="level"),
        SEALED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    initials: Mapped[str]
    level: Mapped[Level]
    line: Mapped[str]
    phone: Mapped[str]
    keywords: Mapped[list[str]]
    active: Mapped[bool]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Leadership(Model):
    """A city leader is in charge of a department (分管领导) from a day on, until another if that is known.

    That periods do not overlap is a rule; that a department has one open period at most, the index `open` sees to.
    """

    __tablename__ = "department_leaders"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        UniqueConstraint("department_id", "from_on"),
        Index(
            "ix_department_leaders_open",
            "department_id",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
            postgresql_where=text("until_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    department: Mapped[Department] = relationship()
    leader: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
