"""What the verbs share: the state's move, the one ledger entry, the notices, the clocks."""

from datetime import datetime
from typing import Any

from app.kernel import clock
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy
from app.supervision import rules
from app.supervision.models import Order
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

TERMS = {DeadlineKind.RECEIPT: "supervision.receipt", DeadlineKind.ANSWER: "supervision.answer"}


def move(order: Order, verb: str, *, at: datetime, **companions: Any) -> None:
    """Bring the order into the state that the verb leads to, with the columns that go with it."""
    state = rules.after(order.state, verb)
    for name, value in companions.items():
        setattr(order, name, value)
    if state is not order.state:
        order.state, order.state_since = state, at


def expect(version: int, seen: int | None) -> None:
    """Refuse where the page was made from another version than the one that lies here now."""
    if seen is not None and seen != version:
        raise Conflict("changed_meanwhile")


def record(order: Order, verb: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of this act."""
    ledger.record(f"supervision:{verb}", order.number, by=by, at=at, **facts)


def tell_department(order: Order, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to the unit that the order is for."""
    notices.tell(audience.department(order.department_id), kind, order.number, at=at, **facts)


def tell_office(order: Order, kind: str, *, at: datetime) -> None:
    """Told to the oversight office."""
    notices.tell(audience.OFFICE, kind, order.number, at=at)


def start(order: Order, kind: DeadlineKind, *, by: Actor, at: datetime) -> Deadline:
    """Start a clock on the day of the act, which is itself not counted, by the rulebook of that day."""
    term = policy.term(TERMS[kind], clock.day(at))
    return deadlines.start(
        order.number,
        kind,
        rule_id=term.id,
        rulebook_version=term.version,
        length=int(term.value),
        by=by,
        at=at,
    )


def finish(order: Order, kind: DeadlineKind, *, at: datetime) -> None:
    """Stop a running clock: what it waited for has happened."""
    found = workdays.deadline(order.number, kind)
    if found and found.is_open:
        deadlines.finish(found, at=at)


def end(order: Order, *, why: str, at: datetime) -> None:
    """Clocks that no longer apply: dropped in time, or, where one was missed already, kept as missed for good."""
    for found in workdays.deadlines(order.number):
        if found.is_open and found.due_on < clock.day(at):
            deadlines.finish(found, at=at)
        elif found.is_open:
            deadlines.drop(found, why=why, at=at)
