"""Opening the seal on who complained: two people of the office, a reason, the ledger, and word to the complainant."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import User
from app.complaints.models import Complaint, Identity, Unsealing
from app.complaints.service import acts
from app.complaints.service.intake import Contact
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.errors import Forbidden, Refused

OPEN_FOR = timedelta(hours=24)


def request_unsealing(complaint: Complaint, *, reason: str, by: User, at: datetime) -> Unsealing:
    """Ask to know who complained, with a reason. Nothing is opened yet."""
    if not reason:
        raise Refused("required", field="reason")
    waiting = select(Unsealing.id).where(
        Unsealing.complaint_id == complaint.id,
        Unsealing.requested_by == by.id,
        Unsealing.approved_at.is_(None),
        Unsealing.refused_at.is_(None),
    )
    if db.session.scalar(waiting) is not None:
        raise Refused("unsealing_waits", status=409)
    asked = Unsealing(complaint_id=complaint.id, reason=reason, requested_by=by.id, requested_at=at)
    db.session.add(asked)
    acts.tell_office(complaint, "unsealing_requested", at=at)
    acts.record(complaint, "request_unsealing", by=by, at=at, reason=reason)
    return asked


def approve_unsealing(complaint: Complaint, asked: Unsealing, *, by: User, at: datetime) -> None:
    """A second person approves: the one who asked may look for 24 hours, and the complainant is told."""
    _check_waiting(asked)
    if asked.requested_by == by.id:
        raise Refused("second_person_needed", status=409)
    asked.approved_by, asked.approved_at = by.id, at
    acts.tell_complainant(complaint, "complaint_unsealed", at=at)
    acts.record(complaint, "approve_unsealing", by=by, at=at, asked_by=f"user:{asked.requested_by}")


def refuse_unsealing(complaint: Complaint, asked: Unsealing, *, by: User, at: datetime) -> None:
    """Turn the wish down; the one who asked may take it back the same way."""
    _check_waiting(asked)
    asked.refused_at = at
    acts.record(complaint, "refuse_unsealing", by=by, at=at, asked_by=f"user:{asked.requested_by}")


def look(complaint: Complaint, *, key: bytes, by: User, at: datetime) -> Contact:
    """Read who complained. Only for who asked, within 24 hours of the approval; each look is an act of its own."""
    granted = select(Unsealing.id).where(
        Unsealing.complaint_id == complaint.id,
        Unsealing.requested_by == by.id,
        Unsealing.approved_at > at - OPEN_FOR,
    )
    if db.session.scalar(granted) is None:
        raise Forbidden("identity_sealed")
    identity = db.session.get_one(Identity, complaint.id)
    contact = Contact(**sealing.unseal(key, identity.sealed, context=complaint.number))
    acts.tell_complainant(complaint, "identity_read", at=at)
    acts.record(complaint, "look", by=by, at=at)
    return contact


def _check_waiting(asked: Unsealing) -> None:
    if asked.approved_at is not None or asked.refused_at is not None:
        raise Refused("unsealing_decided", status=409)
