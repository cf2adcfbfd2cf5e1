"""Departments of the city, and those of other levels that visit its enterprises."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
