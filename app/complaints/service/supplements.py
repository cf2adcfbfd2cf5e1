"""What the complainant still does while the case is open: add, and withdraw."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import User
from app.complaints.models import Complaint, Supplement
from app.complaints.rules import WITH_DEPARTMENT, Author
from app.complaints.rules import words as own
from app.complaints.service import acts, clocks
from app.complaints.service.attachments import Copy, hand_over, keep
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.files import Upload
from app.kernel.permissions import COMPLAINANT


def supplement(complaint: Complaint, *, words: str, files: Sequence[Upload] = (), at: datetime) -> Supplement:
    """Add words or files until the case is closed. They reach the office, which decides what the department sees."""
    if not words and not files:
        raise Refused("required", field="words")
    acts.move(complaint, "supplement", at=at)
    added = Supplement(complaint_id=complaint.id, words=words, at=at)
    db.session.add(added)
    db.session.flush()
    keep(complaint, files, author=Author.COMPLAINANT, at=at, supplement_id=added.id)
    acts.tell_office(complaint, "complaint_supplemented", at=at)
    said = own.supplemented(words=words, files=[kept.sha256 for kept in files])
    acts.record_own(complaint, "supplement", said, by=COMPLAINANT, at=at)
    return added


def hand_over_supplement(
    complaint: Complaint, added: Supplement, *, text: str, copies: Sequence[Copy] = (), by: User, at: datetime
) -> None:
    """Hand a supplement over to the department in the office's words; the files go as re-rendered copies."""
    if complaint.state not in WITH_DEPARTMENT:
        raise Refused("complaint_wrong_state", status=409)
    if added.handed_at is not None:
        raise Refused("supplement_handed_before", status=409)
    if not text and not copies:
        raise Refused("required", field="text")
    handed = hand_over(complaint, copies)
    added.handed_text, added.handed_at, added.handed_by = text, at, by.id
    acts.tell_department(complaint, "complaint_supplement_handed", at=at)
    acts.record(complaint, "hand_over_supplement", by=by, at=at, copies=handed)


def withdraw(complaint: Complaint, *, reason: str, at: datetime) -> None:
    """Withdraw, with a reason that is kept and counted. A clock that was missed stays missed."""
    if not reason:
        raise Refused("required", field="reason")
    acts.move(complaint, "withdraw", at=at)
    clocks.end_all(complaint, why="withdrawn", at=at)
    acts.tell_office(complaint, "complaint_withdrawn", at=at)
    acts.tell_department(complaint, "complaint_withdrawn", at=at)
    said = own.withdrawn(reason=reason)
    acts.record_own(complaint, "withdraw", said, by=COMPLAINANT, at=at, reason=reason)
