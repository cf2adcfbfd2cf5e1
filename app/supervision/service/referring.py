"""Referral to the discipline inspection (移送纪委监委): sent by the office, concluded by the discipline."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.arrears.rules import StepKind
from app.complaints import queries as complaints
from app.kernel import clock, serials
from app.kernel.db import db
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices
from app.supervision import rules
from app.supervision.models import Referral
from app.supervision.rules import ReferralState
from app.supervision.service import acts
from app.supervision.service.issuing import cases_of, climb


def refer_up(
    subjects: Sequence[str], *, department_id: int, facts: str, basis: str, by: User, at: datetime
) -> Referral:
    """Refer a unit's conduct in these cases. Of arrears it is the last step of their ladder. The unit is not told."""
    cases = cases_of(subjects, by=by)
    for case in cases:
        complaints.lock(case.number)
    row = Referral(
        number=serials.following("YS", clock.day(at)),
        state=ReferralState.SENT,
        department_id=department_id,
        subjects=[case.number for case in cases],
        facts=facts,
        basis=basis,
        sent_at=at,
        sent_by=by.id,
        outcome="",
    )
    db.session.add(row)
    db.session.flush()
    for case in cases:
        climb(case, StepKind.ACCOUNTABILITY, row.number, basis, by=by, at=at)
    notices.tell(audience.DISCIPLINE, "supervision_referred", row.number, at=at)
    told: dict[str, Any] = {"subjects": row.subjects, "department": row.department.code, "basis": basis}
    ledger.record("supervision:refer_up", row.number, by=by, at=at, **told)
    return row


def take_up(referral: Referral, *, seen: int | None = None, by: User, at: datetime) -> None:
    """The discipline has taken it up."""
    acts.expect(referral.version, seen)
    state = rules.referral_after(referral.state, "take_up")
    referral.state, referral.taken_at, referral.taken_by = state, at, by.id
    notices.tell(audience.OFFICE, "supervision_taken_up", referral.number, at=at)
    ledger.record("supervision:take_up", referral.number, by=by, at=at)


def conclude(referral: Referral, *, outcome: str, seen: int | None = None, by: User, at: datetime) -> None:
    """What came of it, for the office and the discipline alone."""
    acts.expect(referral.version, seen)
    told = {"state": rules.referral_after(referral.state, "conclude"), "outcome": outcome}
    for name, value in {**told, "concluded_at": at, "concluded_by": by.id}.items():
        setattr(referral, name, value)
    notices.tell(audience.OFFICE, "supervision_concluded", referral.number, at=at)
    ledger.record("supervision:conclude", referral.number, by=by, at=at)
