"""Who may follow a case: the account that filed it, or the browser that filed it or has given its receipt code."""

from flask import url_for

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.views.drafting import origin
from app.complaints.views.root import find, holder, identity_key
from app.kernel import numbering, sealing
from app.kernel.errors import Missing, Refused
from app.kernel.web import browser


def own(number: str) -> Complaint:
    """The complaint, for whoever may follow it. Raises `Missing` for everybody else."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing from None
    if browser.follows(plain):
        return queries.tracked(plain)
    if not holder():
        raise Missing
    return find(plain)


def receipt_code(number: str) -> str:
    """The receipt code, where this browser filed the case; else an empty text."""
    key = browser.receipt_key(number)
    return sealing.derived_code(identity_key(), origin(key)) if key else ""


def case_url(complaint: Complaint) -> str:
    """The page on which whoever looks follows the case."""
    tracked = browser.follows(complaint.number)
    return url_for("complaints.track_case" if tracked else "complaints.show", number=complaint.number)
