"""What the office leads: the account is handed to the department, and the steps above the referral are taken."""

from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import User
from app.arrears import queries, rules
from app.arrears.models import ArrearsCase, TakenStep
from app.arrears.rules import Standing, StepKind
from app.arrears.service import acts
from app.complaints.rules import Author
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused


@dataclass(frozen=True)
class Paper:
    """A copy of a document, checked by its content."""

    name: str
    mime: str
    sha256: str
    data: bytes


def hand_over(case: ArrearsCase, *, why: str, seen: int | None = None, by: User, at: datetime) -> None:
    """Open the account to the department that the complaint lies with: contract and sums may tell whose it is.

    `why` says how the creditor agreed. Refused where it is open already.
    """
    acts.expect(case, seen)
    if queries.open_to_department(case):
        raise Refused("arrears_handed_before", status=409)
    case.handed_at, case.handed_by, case.handed_why = at, by.id, why
    acts.tell(case, "arrears_handed", by=Author.OFFICE, at=at)
    acts.record(case, "hand_over", by=by, at=at, why=why)


def take_step(
    case: ArrearsCase,
    *,
    kind: StepKind,
    on: date,
    document_no: str,
    words: str,
    paper: Paper | None = None,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> TakenStep:
    """Climb: on-site supervision, interview and circular, accountability, each after the one below it.

    Refused once the debt is cleared. The last step is told to nobody here: it is a matter of the office.
    """
    acts.expect(case, seen)
    if queries.book(case).standing is not Standing.OPEN:
        raise Refused("arrears_not_open", status=409)
    taken = [step for step, _row in queries.steps(case, whole=True)]
    rules.check_step(kind, on, taken, today=clock.day(at))
    row = TakenStep(
        case_id=case.complaint_id,
        kind=kind,
        on=on,
        document_no=document_no,
        words=words,
        by_id=by.id,
        at=at,
        name=paper.name if paper else "",
        mime=paper.mime if paper else "",
        sha256=paper.sha256 if paper else "",
        content=paper.data if paper else None,
    )
    db.session.add(row)
    acts.touch(case)
    if kind is not StepKind.ACCOUNTABILITY:
        acts.tell(case, "arrears_step", by=Author.OFFICE, at=at, department=True)
    facts = {"kind": kind, "on": on, "document_no": document_no, "words": words, "sha256": row.sha256}
    acts.record(case, "take_step", by=by, at=at, **facts)
    return row
