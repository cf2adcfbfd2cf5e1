"""Orders: which of them somebody may see, what they are about, what was done to them."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.supervision.models import Matter, Minute, Order, Reminder

WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})


def visible(to: User) -> Select[Order]:
    """The orders that somebody may see: the office and the discipline all, a clerk those to the own department."""
    asked = select(Order)
    if to.role in WHOLE_CITY:
        return asked
    own = to.role is Role.CLERK and to.department_id
    return asked.where(Order.department_id == to.department_id if own else false())


def by_number(number: str, *, to: User) -> Order:
    """The order with this number, if this user may see it. Raises `Missing`."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("supervision_missing") from None
    found = db.session.scalar(visible(to).where(Order.number == canonical))
    if found is None:
        raise Missing("supervision_missing")
    return found


def orders(to: User, *, limit: int, offset: int = 0) -> Sequence[Order]:
    """The orders, the latest first."""
    asked = visible(to).order_by(Order.issued_at.desc(), Order.id.desc())
    return db.session.scalars(asked.limit(limit).offset(offset)).all()


def export(to: User) -> Sequence[Order]:
    """All orders, in the order of their numbers."""
    return db.session.scalars(visible(to).order_by(Order.id)).all()


def matters(order: Order) -> Sequence[Matter]:
    """What an order is about."""
    return db.session.scalars(select(Matter).where(Matter.order_id == order.id).order_by(Matter.id)).all()


def of_subject(subject: str, to: User) -> Sequence[Order]:
    """The orders about one case, the earliest first."""
    about = select(Matter.order_id).where(Matter.subject == subject)
    return db.session.scalars(visible(to).where(Order.id.in_(about)).order_by(Order.id)).all()


def minutes(order: Order) -> Sequence[Minute]:
    """What was written down of meetings, the earliest first."""
    return db.session.scalars(select(Minute).where(Minute.order_id == order.id).order_by(Minute.id)).all()


def reminders(to: User, *, limit: int = 20) -> Sequence[Reminder]:
    """What was sent, the latest first: to the own department, or for the office to all."""
    asked = select(Reminder).order_by(Reminder.id.desc()).limit(limit)
    if to.role in WHOLE_CITY:
        return db.session.scalars(asked).all()
    return db.session.scalars(asked.where(Reminder.department_id == to.department_id)).all()


def timeline(order: Order) -> list[Entry]:
    """What was done, oldest first."""
    return [entry for entry in ledger.of(order.number) if entry.verb.startswith("supervision:")]
