"""The steps of an account: the complaint's own two, and those that were taken."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.arrears.models import ArrearsCase, TakenStep
from app.arrears.rules import Step, StepKind
from app.complaints import queries as complaints
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.models import Entry


def steps(case: ArrearsCase, *, whole: bool) -> list[tuple[Step, TakenStep | None]]:
    """What was taken, in order, with the row where it has one; `whole`: the last rung too, which is the office's."""
    found: list[tuple[Step, TakenStep | None]] = []
    referrals = complaints.referrals(case.complaint)
    if referrals:
        first = clock.day(referrals[0].referred_at)
        found.append((Step(StepKind.RECEIVED, first, case.number, ""), None))
    found += [(Step(StepKind.REFERRED, clock.day(one.referred_at), case.number, ""), None) for one in referrals]
    asked = select(TakenStep).where(TakenStep.case_id == case.complaint_id).order_by(TakenStep.on, TakenStep.id)
    rows: Sequence[TakenStep] = db.session.scalars(asked).all()
    shown = [one for one in rows if whole or one.kind is not StepKind.ACCOUNTABILITY]
    return found + [(Step(one.kind, one.on, one.document_no, one.words), one) for one in shown]


def paper(case: ArrearsCase, step_id: int, *, whole: bool) -> TakenStep:
    """A step with the copy of its document. Raises `Missing`, also where the reader may not know of the step."""
    asked = select(TakenStep).where(TakenStep.id == step_id, TakenStep.case_id == case.complaint_id)
    found = db.session.scalar(asked.options(undefer(TakenStep.content)))
    hidden = found is not None and found.kind is StepKind.ACCOUNTABILITY and not whole
    if found is None or hidden or found.content is None:
        raise Missing("arrears_missing")
    return found


def timeline(number: str) -> list[Entry]:
    """What was done to the account of a case, oldest first."""
    return list(ledger.of(f"account:{number}"))
