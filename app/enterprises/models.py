"""The directory: business entities, their former names, what was changed by whom."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.enterprises.rules import Aspect, CodeKind, Grade, Kind, Risk, State
from app.kernel.db import Model


class Enterprise(Model):
    """A business entity. `uscc` is its unified code or, where `code_kind` says so, a registration number from before.

    `name_key` and `initials` are derived from the name, for searching. Grade and level are the latest of its ratings;
    `rated_by` and `rated_on` tell of the later one of the two. `batch` names the import that brought it
    (the digest of the file), empty where somebody entered it by hand.
    """

    __tablename__ = "enterprises"
    __table_args__ = (
        CheckConstraint(
            "(code_kind = 'uscc' AND length(uscc) = 18) OR (code_kind = 'legacy15' AND length(uscc) = 15)"
            " OR (code_kind = 'legacy13' AND length(uscc) = 13)",
            name="code_of_its_kind",
        ),
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("kind IN ('company', 'cooperative', 'sole_trader')", name="kind"),
        CheckConstraint("state IN ('active', 'closed', 'moved_out', 'revoked', 'suspended')", name="state"),
        CheckConstraint("credit_grade IS NULL OR credit_grade IN ('A', 'B', 'C', 'D')", name="credit_grade"),
        CheckConstraint("risk_level IS NULL OR risk_level IN ('high', 'low', 'medium')", name="risk_level"),
        CheckConstraint("(rated_on IS NULL) = (rated_by = '')", name="rated_with_a_source"),
        Index("ix_enterprises_search", "initials", "uscc", "name_key", "id"),
        Index("ix_enterprises_township", "township"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    uscc: Mapped[str] = mapped_column(unique=True)
    code_kind: Mapped[CodeKind]
    name: Mapped[str]
    name_key: Mapped[str]
    initials: Mapped[str]
    kind: Mapped[Kind]
    township: Mapped[str]
    trade: Mapped[str]
    credit_grade: Mapped[Grade | None]
    risk_level: Mapped[Risk | None]
    rated_by: Mapped[str]
    rated_on: Mapped[date | None]
    state: Mapped[State]
    registered_on: Mapped[date | None]
    authority: Mapped[str]
    address: Mapped[str]
    scope: Mapped[str]
    entered_at: Mapped[datetime]
    batch: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class FormerName(Model):
    """A name that an enterprise bore until an instant."""

    __tablename__ = "enterprise_names"
    __table_args__ = (Index("ix_enterprise_names_enterprise_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    until_at: Mapped[datetime]


class Change(Model):
    """What one act changed of one enterprise: `before` and `after` hold the same columns, as text.

    The act's own entry stands in the ledger; an import has one entry for all its rows, `batch` joins the two.
    """

    __tablename__ = "enterprise_changes"
    __table_args__ = (Index("ix_enterprise_changes_enterprise_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    batch: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class Rating(Model):
    """A credit grade or a risk level that a source gave on a day; an empty `value` took it away. None ever changes."""

    __tablename__ = "enterprise_ratings"
    __table_args__ = (
        CheckConstraint(
            "value IS NULL OR (aspect = 'credit' AND value IN ('A', 'B', 'C', 'D'))"
            " OR (aspect = 'risk' AND value IN ('high', 'low', 'medium'))",
            name="value_of_its_aspect",
        ),
        CheckConstraint("aspect IN ('credit', 'risk')", name="aspect"),
        CheckConstraint("source <> ''", name="with_a_source"),
        Index("ix_enterprise_ratings_enterprise_id", "enterprise_id", "aspect", "rated_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    aspect: Mapped[Aspect]
    value: Mapped[str | None]
    source: Mapped[str]
    rated_on: Mapped[date]
    entered_at: Mapped[datetime]
    actor: Mapped[str]
    batch: Mapped[str]
