"""What belongs to one complaint. The caller has found it through `visible`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.complaints.models import (
    Attachment,
    CaseSheet,
    Complaint,
    Extension,
    Rating,
    Rectification,
    Referral,
    Reply,
    Review,
    Statement,
    Supplement,
    Unsealing,
)
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind


def statement(complaint: Complaint) -> Statement:
    """The complainant's own words: for the office and the complainant only."""
    return db.session.get_one(Statement, complaint.id)


def sheet(complaint: Complaint) -> CaseSheet | None:
    """The case sheet, None before the complaint is referred."""
    return db.session.get(CaseSheet, complaint.id)


def clocks(complaint: Complaint) -> list[Deadline]:
    """Every clock but the short one for returning a referral."""
    return [found for found in workdays.deadlines(complaint.number) if found.kind is not DeadlineKind.RETURN_WINDOW]


def timeline(complaint: Complaint) -> Sequence[Entry]:
    """What happened, from the ledger, oldest first."""
    return ledger.of(complaint.number)


def confirmed(complaint: Complaint) -> bool:
    """Whether the complainant has confirmed the last answer."""
    acts = [entry.verb for entry in timeline(complaint) if entry.verb in {"complaint:resolve", "complaint:confirm"}]
    return acts[-1:] == ["complaint:confirm"]


def replies(complaint: Complaint) -> Sequence[Reply]:
    """What the departments answered, oldest first."""
    wanted = select(Reply).where(Reply.complaint_id == complaint.id).order_by(Reply.id)
    return db.session.scalars(wanted).all()


def supplements(complaint: Complaint) -> Sequence[Supplement]:
    """What the complainant added, oldest first."""
    wanted = select(Supplement).where(Supplement.complaint_id == complaint.id).order_by(Supplement.id)
    return db.session.scalars(wanted).all()


def supplement(complaint: Complaint, nth: int) -> Supplement:
    """The nth supplement of the complaint, from 1. Raises `Missing`."""
    found = supplements(complaint)
    if not 1 <= nth <= len(found):
        raise Missing
    return found[nth - 1]


def attachments(complaint: Complaint) -> Sequence[Attachment]:
    """Every file of the case, without its content: for the office and the complainant."""
    wanted = select(Attachment).where(Attachment.complaint_id == complaint.id).order_by(Attachment.position)
    return db.session.scalars(wanted).all()


def attachment(complaint: Complaint, position: int) -> Attachment:
    """One file with its content. Raises `Missing`."""
    return _one_file(complaint, Attachment.position == position)


def handed_copies(complaint: Complaint) -> Sequence[Attachment]:
    """The files of which the department got a copy, in the order of the copies."""
    wanted = select(Attachment).where(Attachment.complaint_id == complaint.id, Attachment.handed_name != "")
    return db.session.scalars(wanted.order_by(Attachment.handed_position)).all()


def handed_copy(complaint: Complaint, number: int) -> Attachment:
    """One of the department's copies, with its content. Raises `Missing`."""
    return _one_file(complaint, (Attachment.handed_position == number) & (Attachment.handed_name != ""))


def _one_file(complaint: Complaint, which: object) -> Attachment:
    wanted = select(Attachment).where(Attachment.complaint_id == complaint.id, which)  # type: ignore[arg-type]
    found = db.session.scalar(wanted.options(undefer(Attachment.content), undefer(Attachment.handed_copy)))
    if found is None:
        raise Missing
    return found


def referrals(complaint: Complaint) -> Sequence[Referral]:
    """Every handing over, oldest first."""
    wanted = select(Referral).where(Referral.complaint_id == complaint.id).order_by(Referral.round)
    return db.session.scalars(wanted).all()


def extensions(complaint: Complaint) -> Sequence[Extension]:
    """Every wish for more time, oldest first."""
    wanted = select(Extension).where(Extension.complaint_id == complaint.id).order_by(Extension.id)
    return db.session.scalars(wanted).all()


def ratings(complaint: Complaint) -> Sequence[Rating]:
    """The one or two ratings."""
    wanted = select(Rating).where(Rating.complaint_id == complaint.id).order_by(Rating.round)
    return db.session.scalars(wanted).all()


def rectification(complaint: Complaint) -> Rectification | None:
    """What a bad rating opened, if it did."""
    return db.session.scalar(select(Rectification).where(Rectification.complaint_id == complaint.id))


def review(complaint: Complaint) -> Review | None:
    """The one review, if asked for."""
    return db.session.scalar(select(Review).where(Review.complaint_id == complaint.id))


def unsealings(complaint: Complaint) -> Sequence[Unsealing]:
    """Every wish to know who complained, oldest first."""
    wanted = select(Unsealing).where(Unsealing.complaint_id == complaint.id).order_by(Unsealing.id)
    return db.session.scalars(wanted).all()


def unsealing(complaint: Complaint, unsealing_id: int) -> Unsealing:
    """One of them. Raises `Missing`."""
    found = db.session.get(Unsealing, unsealing_id)
    if found is None or found.complaint_id != complaint.id:
        raise Missing
    return found
