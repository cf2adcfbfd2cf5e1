"""What the department does: return, verify, a preliminary result, the answer; and the office's reclassifying."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import User
from app.complaints import rules
from app.complaints.models import Complaint, Referral, Reply
from app.complaints.rules import Author, Complexity, ReplyKind
from app.complaints.service import acts, clocks
from app.complaints.service.attachments import keep
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.files import Upload


@dataclass(frozen=True)
class ReplyFields:
    """A structured answer: what was found, what was done, on which basis, what comes next."""

    findings: str
    outcome: str = ""
    basis: str = ""
    further: str = ""


def return_referral(
    complaint: Complaint, *, to: str, basis: str, version: int | None = None, by: User, at: datetime
) -> None:
    """Return a wrong referral within 1 working day, naming the right unit and the basis. The clocks do not stop."""
    acts.expect(complaint, version)
    referral = _referral(complaint)
    if referral.final:
        raise Refused("return_final", status=409)
    window = clocks.running(complaint, "return_window")
    rules.after(complaint.state, "return_referral")
    if window is None or window.due_on < clock.day(at):
        raise Refused("return_too_late", status=409)
    acts.move(complaint, "return_referral", at=at)
    referral.returned_at, referral.returned_by, referral.return_to, referral.return_basis = at, by.id, to, basis
    complaint.returns, complaint.department_id = complaint.returns + 1, None
    clocks.finish(complaint, "return_window", at=at)
    acts.tell_office(complaint, "complaint_returned", at=at, to=to)
    acts.record(complaint, "return_referral", by=by, at=at, to=to, basis=basis, returns=complaint.returns)


def verify(
    complaint: Complaint,
    *,
    fields: ReplyFields,
    complexity: Complexity,
    reason: str = "",
    files: Sequence[Upload] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Verification (核实到位) and the kind of the matter. A complex one (with a reason) runs on the longer clock."""
    acts.expect(complaint, version)
    if complexity == Complexity.COMPLEX and not reason:
        raise Refused("complex_without_reason", field="reason")
    acts.move(complaint, "verify", at=at)
    complaint.complexity = complexity
    clocks.finish(complaint, "verification", at=at)
    clocks.end(complaint, "return_window", why="verified", at=at)
    if complexity == Complexity.COMPLEX:
        _switch(complaint, "resolution", "preliminary", by=by, at=at)
    _add_reply(complaint, ReplyKind.VERIFICATION, fields, files, by=by, at=at)
    acts.tell_complainant(complaint, "complaint_verified", at=at, complexity=complexity)
    acts.record(complaint, "verify", by=by, at=at, complexity=complexity, reason=reason)


def give_preliminary(
    complaint: Complaint,
    *,
    fields: ReplyFields,
    files: Sequence[Upload] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """The clear preliminary result of a complex matter within 15 working days; it does not close the case."""
    acts.expect(complaint, version)
    if complaint.complexity == Complexity.SIMPLE:
        raise Refused("preliminary_for_simple", status=409)
    acts.move(complaint, "give_preliminary", at=at)
    clocks.finish(complaint, "preliminary", at=at)
    _add_reply(complaint, ReplyKind.PRELIMINARY, fields, files, by=by, at=at)
    acts.tell_complainant(complaint, "complaint_preliminary", at=at)
    acts.record(complaint, "give_preliminary", by=by, at=at)


def resolve(
    complaint: Complaint,
    *,
    fields: ReplyFields,
    files: Sequence[Upload] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Close with an answer (办结). A clock that was missed stays missed."""
    acts.expect(complaint, version)
    if not fields.outcome:
        raise Refused("required", field="outcome")
    acts.move(complaint, "resolve", at=at)
    complaint.resolved_at = at
    clocks.finish(complaint, "resolution", at=at)
    clocks.finish(complaint, "preliminary", at=at)
    _add_reply(complaint, ReplyKind.FINAL, fields, files, by=by, at=at)
    acts.tell_complainant(complaint, "complaint_resolved", at=at)
    acts.tell_office(complaint, "complaint_closed", at=at)
    acts.record(complaint, "resolve", by=by, at=at)


def reclassify(
    complaint: Complaint, *, to: Complexity, reason: str, version: int | None = None, by: User, at: datetime
) -> None:
    """The office changes the kind once, with a reason; both clocks start with the referral, both stay on view."""
    acts.expect(complaint, version)
    if not reason:
        raise Refused("required", field="reason")
    rules.after(complaint.state, "reclassify")
    running = clocks.running(complaint, "resolution")
    missed = running is None or running.due_on < clock.day(at)
    rules.check_reclassify(
        complaint.complexity or Complexity.SIMPLE, to, changed_before=complaint.reclassified, missed=missed
    )
    complaint.complexity, complaint.reclassified = to, True
    old, new = ("resolution", "preliminary") if to == Complexity.COMPLEX else ("preliminary", "resolution")
    _switch(complaint, old, new, by=by, at=at)
    acts.tell_department(complaint, "complaint_reclassified", at=at, complexity=to)
    acts.tell_complainant(complaint, "complaint_reclassified", at=at, complexity=to)
    acts.record(complaint, "reclassify", by=by, at=at, to=to, reason=reason)


def _switch(complaint: Complaint, old: str, new: str, *, by: User, at: datetime) -> None:
    """From one clock to the other, both counted from the first referral."""
    since = clock.day(complaint.referred_at) if complaint.referred_at else None
    clocks.end(complaint, old, why="reclassified", at=at)
    clocks.start(complaint, new, by=by, at=at, since=since)


def _referral(complaint: Complaint) -> Referral:
    last = select(Referral).where(Referral.complaint_id == complaint.id).order_by(Referral.round.desc())
    found = db.session.scalars(last).first()
    if found is None:
        raise Refused("complaint_wrong_state", status=409)
    return found


def _add_reply(
    complaint: Complaint, kind: ReplyKind, fields: ReplyFields, files: Sequence[Upload], *, by: User, at: datetime
) -> None:
    reply = Reply(
        complaint_id=complaint.id,
        kind=kind,
        findings=fields.findings,
        outcome=fields.outcome,
        basis=fields.basis,
        further=fields.further,
        department_id=complaint.department_id,
        by_id=by.id,
        at=at,
    )
    db.session.add(reply)
    db.session.flush()
    keep(complaint, files, author=Author.DEPARTMENT, at=at, reply_id=reply.id)
