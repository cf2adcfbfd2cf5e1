"""The staff side of a case: what the department reads of it, and what the office does."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.rules import Author
from app.complaints.views import histories, offers, timers
from app.complaints.views.department import department_case
from app.departments import queries as departments
from app.kernel.permissions import Role


def page(complaint: Complaint) -> ResponseReturnValue:
    """The page of a case for a clerk or the office, behind `/complaints/<number>`."""
    if current_user.role is Role.CLERK:
        return render_template("complaints/case_department.html", case=department_case(complaint))
    return render_template("complaints/case_office.html", complaint=complaint, **_office_case(complaint))


def _office_case(complaint: Complaint) -> dict[str, Any]:
    """Everything of the case but who complained."""
    attachments = queries.attachments(complaint)
    department = departments.get(complaint.department_id) if complaint.department_id else None
    return {
        "category": queries.category(complaint.category),
        "department": department,
        "statement": queries.statement(complaint),
        "sheet": queries.sheet(complaint),
        "originals": [kept for kept in attachments if kept.author is Author.COMPLAINANT],
        "replies": histories.replies(complaint, attachments),
        "referrals": [(one, departments.get(one.department_id)) for one in queries.referrals(complaint)],
        "supplements": queries.supplements(complaint),
        "extensions": queries.extensions(complaint),
        "ratings": queries.ratings(complaint),
        "rectification": queries.rectification(complaint),
        "review": queries.review(complaint),
        "unsealings": queries.unsealings(complaint),
        "timers": timers.block(complaint, office=True),
        "history": histories.full(complaint),
        "offers": offers.of(complaint),
    }
