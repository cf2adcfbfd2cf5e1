"""What becomes of an order: received, answered, withdrawn; and what was written down of meetings."""

from datetime import date, datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.supervision.models import Minute, Order
from app.supervision.service import acts
from app.workdays.rules import DeadlineKind


def receive(order: Order, *, seen: int | None = None, by: User, at: datetime) -> None:
    """The unit has it in hands (签收)."""
    acts.expect(order.version, seen)
    acts.move(order, "receive", at=at, received_at=at, received_by=by.id)
    acts.finish(order, DeadlineKind.RECEIPT, at=at)
    acts.record(order, "receive", by=by, at=at)


def answer(order: Order, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The unit answers what it has done and will do."""
    acts.expect(order.version, seen)
    acts.move(order, "answer", at=at, answer=words, answered_at=at, answered_by=by.id)
    acts.finish(order, DeadlineKind.ANSWER, at=at)
    acts.tell_office(order, "supervision_answered", at=at)
    acts.record(order, "answer", by=by, at=at, words=words)


def withdraw(order: Order, *, why: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office takes an order back: its number stays, what it was about may be proposed again."""
    acts.expect(order.version, seen)
    acts.move(order, "withdraw", at=at, withdrawn_why=why)
    acts.end(order, why="withdrawn", at=at)
    acts.tell_department(order, "supervision_withdrawn", at=at)
    acts.record(order, "withdraw", by=by, at=at, why=why)


def note(
    order: Order, *, held_on: date, people: str, words: str, seen: int | None = None, by: User, at: datetime
) -> Minute:
    """Write down what was found and agreed, on the site or at the interview."""
    acts.expect(order.version, seen)
    if held_on > clock.day(at):
        raise Refused("day_to_come", field="held_on")
    acts.move(order, "note", at=at)
    row = Minute(order_id=order.id, held_on=held_on, people=people, words=words, by_id=by.id, at=at)
    db.session.add(row)
    acts.record(order, "note", by=by, at=at, held_on=held_on, people=people, words=words)
    return row
