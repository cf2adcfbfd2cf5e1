"""Accounts: which of them somebody may see, and how much of one."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from app.accounts.models import User
from app.arrears.models import ArrearsCase, Repayment, TakenStep
from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.complaints.rules import Disclosure
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role

KIND = "arrears"
VIEWS = ("open", "cleared", "all")


def visible(*, to: User) -> Select[ArrearsCase]:
    """The accounts of the complaints that somebody of the office or of a department may see.

    A department sees those only that are open to it.
    """
    seen = complaints.visible(to=to).with_only_columns(Complaint.id, maintain_column_froms=True)
    asked = select(ArrearsCase).join(Complaint).where(ArrearsCase.complaint_id.in_(seen))
    if to.role is Role.OVERSIGHT:
        return asked
    return asked.where(or_(ArrearsCase.handed_at.is_not(None), Complaint.disclosure == Disclosure.NAMED))


def open_to_department(case: ArrearsCase) -> bool:
    """Whether the department that the complaint lies with may read the account: a contract may tell whose it is."""
    return case.handed_at is not None or case.complaint.disclosure is Disclosure.NAMED


def known(complaint: Complaint) -> Complaint:
    """The complaint itself, if it is one about arrears. Raises `Missing`."""
    if complaint.category != KIND:
        raise Missing("arrears_missing")
    return complaint


def of_complaint(complaint: Complaint) -> ArrearsCase | None:
    """The account of a complaint, None where none was opened."""
    return db.session.get(ArrearsCase, complaint.id)


def get(complaint: Complaint) -> ArrearsCase:
    """The account of a complaint. Raises `Missing`."""
    found = of_complaint(complaint)
    if found is None:
        raise Missing("arrears_missing")
    return found


def by_number(number: str, *, to: User) -> ArrearsCase:
    """The account with this number, if the user may read it. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("arrears_missing") from None
    found = db.session.scalar(visible(to=to).where(Complaint.number == plain).execution_options(populate_existing=True))
    if found is None:
        raise Missing("arrears_missing")
    return found


def repayment(case: ArrearsCase, repayment_id: int) -> Repayment:
    """One repayment of this account. Raises `Missing`."""
    found = db.session.get(Repayment, repayment_id)
    if found is None or found.case_id != case.complaint_id:
        raise Missing("arrears_missing")
    return found


def step(case: ArrearsCase, step_id: int) -> TakenStep:
    """One step that was taken on this account. Raises `Missing`."""
    found = db.session.get(TakenStep, step_id)
    if found is None or found.case_id != case.complaint_id:
        raise Missing("arrears_missing")
    return found


def search(text: str, *, to: User) -> Sequence[ArrearsCase]:
    """The accounts whose debtor, contract or number has these words, the longest due first."""
    asked = visible(to=to)
    for word in text.split()[:5]:
        ways = (ArrearsCase.debtor_name, ArrearsCase.contract)
        found = [way.contains(word, autoescape=True) for way in ways]
        asked = asked.where(or_(*found, Complaint.number.contains(word.upper(), autoescape=True)))
    return db.session.scalars(asked.order_by(ArrearsCase.due_on, ArrearsCase.complaint_id)).all()
