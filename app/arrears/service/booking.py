"""The book: repayments are added and contradicted, never changed; the office settles, and finds what is owed."""

from datetime import date, datetime
from decimal import Decimal

from app.accounts.models import User
from app.arrears import queries, rules
from app.arrears.models import ArrearsCase, Assessment, Objection, Repayment
from app.arrears.queries import Book
from app.arrears.rules import Outcome, Standing
from app.arrears.service import acts
from app.arrears.service.acts import Side
from app.complaints.rules import Author
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Missing, Refused


def repay(
    case: ArrearsCase, *, amount: Decimal, paid_on: date, voucher: str, seen: int | None = None, by: Side, at: datetime
) -> Repayment:
    """Tell of money that was paid. Refused where it is more than what is left: the book never goes below nothing."""
    acts.expect(case, seen)
    found = _open(case)
    rules.check_repayment(amount, found.left, paid_on, delivered_on=case.delivered_on, today=clock.day(at))
    row = Repayment(
        case_id=case.complaint_id,
        amount=amount,
        paid_on=paid_on,
        voucher=voucher,
        author=by.author,
        by_id=by.by_id,
        at=at,
    )
    db.session.add(row)
    acts.touch(case)
    left = found.left - amount
    kind = "arrears_cleared" if rules.standing(left, ended=False) is Standing.CLEARED else "arrears_repaid"
    acts.tell(case, kind, by=by.author, at=at, department=queries.open_to_department(case))
    db.session.flush()
    facts = {"repayment": row.id, "amount": amount, "paid_on": paid_on, "left": left}
    acts.record_own(case, "repay", queries.repaid(row), by=by, at=at, **facts)
    return row


def object_to(repayment: Repayment, *, words: str, by: Side, at: datetime) -> Objection:
    """Contradict a repayment: it counts no more until the office has decided. Once for each repayment."""
    case = db.session.get_one(ArrearsCase, repayment.case_id)
    if db.session.get(Objection, repayment.id) is not None:
        raise Refused("arrears_objected_before", status=409)
    row = Objection(repayment_id=repayment.id, words=words, author=by.author, by_id=by.by_id, at=at, decision="")
    db.session.add(row)
    acts.touch(case)
    db.session.flush()
    acts.tell(case, "arrears_objected", by=by.author, at=at, department=queries.open_to_department(case))
    left = queries.book(case).left
    facts = {"repayment": repayment.id, "amount": repayment.amount, "left": left}
    acts.record_own(case, "object", queries.objected(repayment, row), by=by, at=at, **facts)
    return row


def settle(repayment: Repayment, *, outcome: Outcome, decision: str, by: User, at: datetime) -> None:
    """Decide whether a contradicted repayment stands. Refused where another one has taken its place in the book."""
    case, objection = db.session.get_one(ArrearsCase, repayment.case_id), db.session.get(Objection, repayment.id)
    if objection is None:
        raise Missing("arrears_missing")
    if objection.outcome is not None:
        raise Refused("arrears_settled_before", status=409)
    left = queries.book(case).left
    if outcome is Outcome.STANDS and repayment.amount > left:
        raise Refused("arrears_beyond", field="outcome", left=f"{left:,.2f}")
    told = {"outcome": outcome, "decision": decision, "decided_at": at, "decided_by": by.id}
    for name, value in told.items():
        setattr(objection, name, value)
    acts.touch(case)
    db.session.flush()
    left = queries.book(case).left
    acts.tell(case, "arrears_settled", by=Author.OFFICE, at=at, department=queries.open_to_department(case))
    facts = {"repayment": repayment.id, "outcome": outcome, "decision": decision, "left": left}
    acts.record(case, "settle", by=by, at=at, **facts)


def assess(
    case: ArrearsCase, *, amount: Decimal, words: str, seen: int | None = None, by: User, at: datetime
) -> Assessment:
    """The office finds that another amount is owed than was claimed; not less than what was paid, never nothing."""
    acts.expect(case, seen)
    found = queries.book(case)
    if found.standing is Standing.ENDED:
        raise Refused("arrears_ended", status=409)
    rules.check_owed(amount, found.counted)
    row = Assessment(case_id=case.complaint_id, amount=amount, words=words, by_id=by.id, at=at)
    db.session.add(row)
    acts.touch(case)
    acts.tell(case, "arrears_assessed", by=Author.OFFICE, at=at, department=queries.open_to_department(case))
    acts.record(case, "assess", by=by, at=at, owed=amount, left=amount - found.counted, words=words)
    return row


def _open(case: ArrearsCase) -> Book:
    """The book of an account to which something can still be paid."""
    found = queries.book(case)
    if found.standing is Standing.ENDED:
        raise Refused("arrears_ended", status=409)
    if found.standing is Standing.CLEARED:
        raise Refused("arrears_cleared", status=409)
    return found
