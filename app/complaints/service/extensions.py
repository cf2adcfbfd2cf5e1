"""More working days for a department: asked before the end, decided by the office, the first date kept on view."""

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import User
from app.complaints import rules
from app.complaints.models import Complaint, Extension
from app.complaints.rules import Complexity
from app.complaints.service import acts, clocks
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.policy import queries as policy
from app.workdays import service as deadlines
from app.workdays.models import Deadline


def request_extension(
    complaint: Complaint, *, days: int, reason: str, version: int | None = None, by: User, at: datetime
) -> Extension:
    """Ask for more working days before the end of the running clock; the first date stays on view."""
    acts.expect(complaint, version)
    if not reason:
        raise Refused("required", field="reason")
    rules.after(complaint.state, "request_extension")
    running = _extensible(complaint, at)
    _check_days(days, at)
    extension = Extension(
        complaint_id=complaint.id,
        deadline_kind=running.kind,
        days=days,
        reason=reason,
        requested_by=by.id,
        requested_at=at,
    )
    db.session.add(extension)
    acts.tell_office(complaint, "extension_requested", at=at, days=days)
    acts.record(complaint, "request_extension", by=by, at=at, days=days, reason=reason, due=running.due_on)
    return extension


def decide_extension(
    complaint: Complaint, extension: Extension, *, granted: bool, words: str, by: User, at: datetime
) -> None:
    """Grant or refuse; a clock that has run out by now is not moved any more: missed stays missed."""
    if extension.granted is not None:
        raise Refused("extension_decided", status=409)
    if not granted and not words:
        raise Refused("required", field="words")
    running = clocks.running(complaint, extension.deadline_kind)
    if granted and (running is None or running.due_on < clock.day(at)):
        raise Refused("extension_ran_out", status=409)
    extension.granted, extension.decided_by, extension.decided_at, extension.decision = granted, by.id, at, words
    if granted and running is not None:
        deadlines.extend(running, days=extension.days, at=at)
        acts.tell_complainant(complaint, "extension_granted", at=at, due=running.due_on.isoformat())
    acts.tell_department(complaint, "extension_granted" if granted else "extension_refused", at=at, due="")
    acts.record(complaint, "decide_extension", by=by, at=at, granted=granted, words=words, days=extension.days)


def _extensible(complaint: Complaint, at: datetime) -> Deadline:
    """The clock that can be extended: running, not run out, and not asked about before."""
    kind = "preliminary" if complaint.complexity == Complexity.COMPLEX else "resolution"
    running = clocks.running(complaint, kind)
    if running is None or running.due_on < clock.day(at):
        raise Refused("extension_too_late", status=409)
    asked = select(Extension.id).where(Extension.complaint_id == complaint.id, Extension.deadline_kind == kind)
    if db.session.scalar(asked) is not None:
        raise Refused("extension_asked_before", status=409)
    return running


def _check_days(days: int, at: datetime) -> None:
    most = int(policy.term("complaint.extension", clock.day(at)).value)
    if not 1 <= days <= most:
        raise Refused("extension_days", field="days", most=most)
