"""After the answer: the rating, the rectification of a bad one with its call-back, the one review."""

from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints import queries, rules
from app.complaints.models import Complaint, Rating, Rectification, Review
from app.complaints.rules import ReviewOutcome
from app.complaints.rules import words as own
from app.complaints.service import acts, clocks
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import COMPLAINANT


def confirm(complaint: Complaint, *, at: datetime) -> None:
    """The complainant agrees that the matter is closed (确认办结), rated or not: once for each answer."""
    rules.after(complaint.state, "confirm")
    if queries.confirmed(complaint):
        raise Refused("confirmed_before", status=409)
    acts.tell_office(complaint, "complaint_confirmed", at=at)
    acts.record(complaint, "confirm", by=COMPLAINANT, at=at)


def rate(complaint: Complaint, *, score: int, reasons: list[str], words: str, at: datetime) -> Rating:
    """Rate the answer in five levels: once, and once more after a rectification. 1 and 2 open a rectification."""
    rules.check_rating(score, reasons)
    last = _rounds(complaint)
    if last:
        _check_again(complaint, last)
    acts.move(complaint, "rate_again" if last else "rate", at=at)
    rating = Rating(complaint_id=complaint.id, round=last + 1, score=score, reasons=reasons, words=words, at=at)
    db.session.add(rating)
    if rules.is_negative(score) and not last:
        _open_rectification(complaint, at)
    said = own.rated(score=score, reasons=reasons, words=words)
    facts = {"score": score, "reasons": reasons, "round": rating.round}
    acts.record_own(complaint, "rate", said, by=COMPLAINANT, at=at, **facts)
    return rating


def _check_again(complaint: Complaint, last: int) -> None:
    """A second rating needs a rectification that the office has closed; a third there is not."""
    mended = _rectification(complaint)
    if last > 1 or mended is None or mended.closed_at is None:
        raise Refused("rated_before", status=409)


def _open_rectification(complaint: Complaint, at: datetime) -> None:
    db.session.add(Rectification(complaint_id=complaint.id, opened_at=at))
    due = clocks.start(complaint, "rectification", by=COMPLAINANT, at=at)
    acts.tell_department(complaint, "rectification_opened", at=at, due=due.due_on.isoformat())
    acts.tell_office(complaint, "rectification_opened", at=at, due=due.due_on.isoformat())


def rectify(
    complaint: Complaint, *, plan: str, evidence: str, version: int | None = None, by: User, at: datetime
) -> None:
    """The department says what it mended and shows it; the office then calls the complainant back."""
    mended = _open(complaint)
    if version is not None and version != mended.version:
        acts.expect(complaint, -1)
    if mended.submitted_at is not None:
        raise Refused("rectified_before", status=409)
    mended.plan, mended.evidence, mended.submitted_at, mended.submitted_by = plan, evidence, at, by.id
    clocks.finish(complaint, "rectification", at=at)
    acts.tell_office(complaint, "rectification_submitted", at=at)
    acts.record(complaint, "rectify", by=by, at=at)


def call_back(complaint: Complaint, *, words: str, satisfied: bool, by: User, at: datetime) -> None:
    """The call-back (回访): satisfied, the rectification is closed; not, the department starts again on a new clock."""
    mended = _open(complaint)
    if mended.submitted_at is None:
        raise Refused("call_back_too_early", status=409)
    if not words:
        raise Refused("required", field="words")
    mended.call_back, mended.called_back_at, mended.called_back_by = words, at, by.id
    if satisfied:
        mended.closed_at = at
        acts.tell_complainant(complaint, "rectification_closed", at=at)
    else:
        mended.submitted_at = mended.submitted_by = mended.called_back_at = mended.called_back_by = None
        due = clocks.start(complaint, "rectification", by=by, at=at)
        acts.tell_department(complaint, "rectification_reopened", at=at, due=due.due_on.isoformat())
    acts.record(complaint, "call_back", by=by, at=at, satisfied=satisfied, words=words)


def request_review(complaint: Complaint, *, reason: str, at: datetime) -> Review:
    """Ask the office, once, to look at the answer again."""
    if not reason:
        raise Refused("required", field="reason")
    if review_of(complaint) is not None:
        raise Refused("reviewed_before", status=409)
    acts.move(complaint, "request_review", at=at)
    review = Review(complaint_id=complaint.id, reason=reason, requested_at=at)
    db.session.add(review)
    acts.tell_office(complaint, "review_requested", at=at)
    acts.record_own(complaint, "request_review", own.review_asked(reason=reason), by=COMPLAINANT, at=at)
    return review


def decide_review(complaint: Complaint, *, outcome: ReviewOutcome, words: str, by: User, at: datetime) -> None:
    """Uphold the answer, or have the department do it again on a new clock from this day."""
    if not words:
        raise Refused("required", field="words")
    review = review_of(complaint)
    if review is None or review.outcome is not None:
        raise Refused("complaint_wrong_state", status=409)
    acts.move(complaint, _verb(outcome, rated=bool(_rounds(complaint))), at=at)
    review.outcome, review.words, review.decided_by, review.decided_at = outcome, words, by.id, at
    if outcome == ReviewOutcome.REDO:
        due = clocks.start(complaint, "resolution", by=by, at=at)
        acts.tell_department(complaint, "review_redo", at=at, due=due.due_on.isoformat())
    acts.tell_complainant(complaint, f"review_{outcome}", at=at, due="")
    acts.record(complaint, "decide_review", by=by, at=at, outcome=outcome, words=words)


def _verb(outcome: ReviewOutcome, *, rated: bool) -> str:
    """Upheld, a complaint is again what it was before the review: answered, or answered and rated."""
    if outcome == ReviewOutcome.REDO:
        return "redo"
    return "uphold_rated" if rated else "uphold"


def _rounds(complaint: Complaint) -> int:
    """How often the complaint has been rated."""
    return db.session.scalar(select(func.max(Rating.round)).where(Rating.complaint_id == complaint.id)) or 0


def review_of(complaint: Complaint) -> Review | None:
    """The complaint's one review, if asked for."""
    return db.session.scalar(select(Review).where(Review.complaint_id == complaint.id))


def _rectification(complaint: Complaint) -> Rectification | None:
    return db.session.scalar(select(Rectification).where(Rectification.complaint_id == complaint.id))


def _open(complaint: Complaint) -> Rectification:
    mended = _rectification(complaint)
    if mended is None or mended.closed_at is not None:
        raise Refused("complaint_wrong_state", status=409)
    return mended
