"""What the office decides first: accept and refer, decline, route elsewhere, refer again; the case sheet."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints.models import CaseSheet, Category, Complaint, Referral
from app.complaints.rules import RETURNS_BEFORE_DECISION, DeclineReason, Disclosure
from app.complaints.service import acts, clocks
from app.complaints.service.attachments import Copy, hand_over
from app.departments.models import Department
from app.kernel.db import db
from app.kernel.errors import Refused


@dataclass(frozen=True)
class SheetFields:
    """The case sheet, field by field as the office wrote it; `complainant` only for a named complainant."""

    facts: str
    wants: str
    happened: str = ""
    place: str = ""
    complainant: str = ""


def accept(
    complaint: Complaint,
    *,
    to: Department,
    sheet: SheetFields,
    category: str | None = None,
    copies: Sequence[Copy] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Accept and refer (受理并交办): the clocks of items 83 start on this day, which is not counted."""
    acts.expect(complaint, version)
    _check_department(to)
    if category:
        _categorise(complaint, category)
    acts.move(complaint, "accept", at=at)
    complaint.department_id, complaint.referred_at = to.id, at
    _write_sheet(complaint, sheet, by=by, at=at)
    hand_over(complaint, copies)
    _add_referral(complaint, to, by=by, at=at)
    clocks.finish(complaint, "acceptance", at=at)
    verify_by = clocks.start(complaint, "verification", by=by, at=at)
    resolve_by = clocks.start(complaint, "resolution", by=by, at=at)
    clocks.start(complaint, "return_window", by=by, at=at)
    _tell_referred(complaint, to, verify_by.due_on.isoformat(), at=at)
    acts.record(
        complaint,
        "accept",
        by=by,
        at=at,
        department=to.code,
        category=complaint.category,
        verify_by=verify_by.due_on,
        resolve_by=resolve_by.due_on,
    )


def _tell_referred(complaint: Complaint, to: Department, verify_by: str, *, at: datetime) -> None:
    acts.tell_complainant(complaint, "complaint_accepted", at=at, department=to.name, due=verify_by)
    acts.tell_department(complaint, "complaint_referred", at=at, due=verify_by)


def decline(
    complaint: Complaint, *, reason: DeclineReason, words: str, version: int | None = None, by: User, at: datetime
) -> None:
    """Decline (不予受理), with a reason of the list and in words."""
    _close_untaken(complaint, "decline", reason, words, "", version=version, by=by, at=at)


def route(
    complaint: Complaint,
    *,
    reason: DeclineReason,
    to: str,
    words: str,
    version: int | None = None,
    by: User,
    at: datetime,
) -> None:
    """Send the complainant elsewhere: not for this line, and here is who takes it."""
    if not to:
        raise Refused("required", field="to")
    _close_untaken(complaint, "route", reason, words, to, version=version, by=by, at=at)


def _close_untaken(
    complaint: Complaint,
    verb: str,
    reason: DeclineReason,
    words: str,
    to: str,
    *,
    version: int | None,
    by: User,
    at: datetime,
) -> None:
    acts.expect(complaint, version)
    if not words:
        raise Refused("required", field="words")
    acts.move(complaint, verb, at=at)
    complaint.decline_reason, complaint.decline_words, complaint.routed_to = reason, words, to
    clocks.finish(complaint, "acceptance", at=at)
    acts.tell_complainant(complaint, "complaint_routed" if to else "complaint_declined", at=at, to=to)
    acts.record(complaint, verb, by=by, at=at, reason=reason, words=words, to=to)


def refer(complaint: Complaint, *, to: Department, version: int | None = None, by: User, at: datetime) -> None:
    """Refer a returned complaint to the right department. The clocks run on from the first referral (ux.md D-07).

    From the third return on the office's choice is final: the next department cannot return it.
    """
    acts.expect(complaint, version)
    _check_department(to)
    acts.move(complaint, "refer", at=at)
    complaint.department_id = to.id
    referral = _add_referral(complaint, to, by=by, at=at)
    if not referral.final:
        clocks.start(complaint, "return_window", by=by, at=at)
    verification = clocks.running(complaint, "verification")
    _tell_referred(complaint, to, verification.due_on.isoformat() if verification else "", at=at)
    acts.record(complaint, "refer", by=by, at=at, department=to.code, final=referral.final)


def revise_sheet(complaint: Complaint, sheet: SheetFields, *, version: int, by: User, at: datetime) -> None:
    """Correct the case sheet after it was handed over; `version` is the sheet's own."""
    written = db.session.get_one(CaseSheet, complaint.id)
    if written.version != version:
        acts.expect(complaint, -1)
    _write_sheet(complaint, sheet, by=by, at=at)
    acts.tell_department(complaint, "complaint_sheet_revised", at=at)
    acts.record(complaint, "revise_sheet", by=by, at=at)


def _write_sheet(complaint: Complaint, fields: SheetFields, *, by: User, at: datetime) -> None:
    if fields.complainant and complaint.disclosure is not Disclosure.NAMED:
        raise Refused("sheet_names_sealed", field="complainant")
    written = db.session.get(CaseSheet, complaint.id) or CaseSheet(complaint_id=complaint.id)
    for name, value in asdict(fields).items():
        setattr(written, name, value)
    written.made_by, written.made_at = by.id, at
    db.session.add(written)


def _categorise(complaint: Complaint, category: str) -> None:
    if db.session.get(Category, category) is None:
        raise Refused("choice_unknown", field="category")
    complaint.category = category


def _check_department(to: Department) -> None:
    if not to.active:
        raise Refused("department_closed", field="to")


def _add_referral(complaint: Complaint, to: Department, *, by: User, at: datetime) -> Referral:
    counted = select(func.max(Referral.round)).where(Referral.complaint_id == complaint.id)
    referral = Referral(
        complaint_id=complaint.id,
        round=(db.session.scalar(counted) or 0) + 1,
        department_id=to.id,
        referred_by=by.id,
        referred_at=at,
        final=complaint.returns >= RETURNS_BEFORE_DECISION,
    )
    db.session.add(referral)
    return referral
