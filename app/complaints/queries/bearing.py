"""Whose a clock is: the department that had a case when the clock began."""

from typing import Any

from sqlalchemy import ScalarSelect, select

from app.complaints.models import Complaint, Referral
from app.workdays.models import Deadline


def bearer() -> ScalarSelect[Any]:
    """The department to which a case was handed over last before a clock of it began; in a query that joins both."""
    asked = select(Referral.department_id).where(
        Referral.complaint_id == Complaint.id, Referral.referred_at <= Deadline.started_at
    )
    last = asked.order_by(Referral.round.desc()).limit(1)
    return last.correlate(Complaint, Deadline).scalar_subquery()
