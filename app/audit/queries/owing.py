"""Debts without a next step, debts and orders that a department did not answer in time."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from app.arrears import queries as arrears
from app.arrears.models import ArrearsCase, TakenStep
from app.arrears.rules import Standing, StepKind
from app.audit.queries.complaining import ANSWERS, DAY, DEBTS, clocks, fact
from app.audit.queries.publishing import missed
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import whole
from app.audit.rules import Fact, figures, link
from app.complaints.models import Complaint, Referral
from app.kernel import clock
from app.kernel.db import db
from app.supervision.models import Order
from app.workdays.models import Deadline
from app.workdays.queries import calendar
from app.workdays.rules import DeadlineKind

RULE = "arrears.next_step"


@finds("arrears_no_step")
def arrears_no_step(asked: Asked) -> Iterator[Fact]:
    """Money is owed beyond its day, and the office has taken no next step of the ladder for too long."""
    length = whole(RULE, asked.on)
    if length is None:
        return
    due = select(ArrearsCase).where(ArrearsCase.due_on < asked.on)
    books = [one for one in arrears.books(db.session.scalars(due).all()) if one.standing is Standing.OPEN]
    taken = _last_steps([one.case.complaint_id for one in books], asked)
    for book in books:
        last = taken.get(book.case.complaint_id)
        if last is not None and calendar().after(last, length) < asked.on:
            number, on = book.case.number, calendar().after(last, length) + DAY
            told = figures(due_on=book.case.due_on, last_step_on=last, workdays=length, left=book.left)
            where = (link("arrears.show", number=number),)
            yield Fact("arrears_no_step", f"{number}/{last}", on, evidence=where, figures=told)


def _last_steps(cases: Collection[int], asked: Asked) -> dict[int, date]:
    """By case the day of its last step; none for a case that was not handed over, or is at the top of the ladder."""
    days, top = defaultdict[int, list[date]](list), set[int]()
    for one in db.session.scalars(
        select(Referral).where(Referral.complaint_id.in_(cases), Referral.referred_at < asked.end)
    ):
        days[one.complaint_id].append(clock.day(one.referred_at))
    for step in db.session.scalars(select(TakenStep).where(TakenStep.case_id.in_(cases), TakenStep.on <= asked.on)):
        days[step.case_id].append(step.on)
        top |= {step.case_id} if step.kind is StepKind.ACCOUNTABILITY else set()
    return {key: max(found) for key, found in days.items() if key not in top}


@finds("arrears_answer_late")
def arrears_answer_late(asked: Asked) -> Iterator[Fact]:
    """A department did not verify or answer a complaint about arrears in time."""
    for row in db.session.execute(clocks(asked, *ANSWERS).where(Complaint.number.like(DEBTS))):
        yield fact("arrears_answer_late", row, endpoint="arrears.show")


def _orders(asked: Asked, code: str, kind: DeadlineKind) -> Iterator[Fact]:
    told = (Deadline.starts_on, Deadline.length, Deadline.due_on, Deadline.done_at, Deadline.round, Deadline.kind)
    made: Any = select(Order.number, Order.department_id.label("unit"), *told).select_from(Deadline)
    made = made.join(Order, Order.number == Deadline.subject).where(Deadline.kind == kind, missed(asked))
    for row in db.session.execute(asked.narrow(made, department=Order.department_id)):
        yield fact(code, row, endpoint="supervision.show")


@finds("order_unreceived")
def order_unreceived(asked: Asked) -> Iterator[Fact]:
    """A department did not say in time that it has got an order."""
    return _orders(asked, "order_unreceived", DeadlineKind.RECEIPT)


@finds("order_unanswered")
def order_unanswered(asked: Asked) -> Iterator[Fact]:
    """A department did not answer an order in time."""
    return _orders(asked, "order_unanswered", DeadlineKind.ANSWER)
