"""The account: what is owed to whoever complained, by whom, since when."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.arrears.rules import DebtorKind
from app.complaints.models import Complaint
from app.complaints.rules import Author
from app.departments.models import Department
from app.kernel.db import SEALED, Model


class ArrearsCase(Model):
    """The account of one complaint about arrears. Nothing in this row tells who complained; the contract might.

    A department sees it once the complaint is named or the office has handed it over. `due_on` is the last day for
    paying, with the numbers of the rulebook that made it; `cut`: the contract's own day was later than the law allows.
    """

    __tablename__ = "arrears_cases"
    __table_args__ = (
        CheckConstraint("claimed > 0", name="something_claimed"),
        CheckConstraint("debtor_name <> ''", name="debtor_named"),
        CheckConstraint("contract <> ''", name="contract_named"),
        CheckConstraint("agreed_on IS NULL OR agreed_on >= delivered_on", name="agreed_after_delivery"),
        CheckConstraint("due_on >= delivered_on", name="due_after_delivery"),
        CheckConstraint("NOT cut OR due_on < agreed_on", name="cut_means_earlier"),
        CheckConstraint("(handed_at IS NULL) = (handed_by IS NULL)", name="handed_by_somebody"),
        CheckConstraint("(handed_at IS NULL) = (handed_why = '')", name="handed_for_a_reason"),
        SEALED,
    )

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    debtor_kind: Mapped[DebtorKind]
    debtor_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    debtor_name: Mapped[str]
    contract: Mapped[str]
    claimed: Mapped[Decimal]
    delivered_on: Mapped[date]
    agreed_on: Mapped[date | None]
    due_on: Mapped[date]
    cut: Mapped[bool]
    within: Mapped[int]
    at_most: Mapped[int]
    rulebook_version: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by: Mapped[Author]
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    handed_why: Mapped[str]
    complaint: Mapped[Complaint] = relationship(lazy="joined")
    debtor: Mapped[Department | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def number(self) -> str:
        """The number of the case: the complaint's own."""
        return self.complaint.number
