"""Whose a clock is: the department that had the case on its last day, whoever had it before or has it now."""

from typing import Any

from sqlalchemy import ScalarSelect, select

from app.complaints.models import Complaint, Referral
from app.kernel.civil import day_of
from app.workdays.models import Deadline


def bearer() -> ScalarSelect[Any]:
    """The department to which a case was handed over last until a clock's last day; in a query that joins both."""
    asked = select(Referral.department_id).where(
        Referral.complaint_id == Complaint.id, day_of(Referral.referred_at) <= Deadline.due_on
    )
    last = asked.order_by(Referral.round.desc()).limit(1)
    return last.correlate(Complaint, Deadline).scalar_subquery()
