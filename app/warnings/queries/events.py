"""What counts since a day, by counter: visits by enterprise; late answers, emergencies and reports by department."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.kernel.civil import day_of
from app.kernel.db import db
from app.supervision.models import Order
from app.visits.models import CheckIn, Companion, Sighting, Visit
from app.visits.rules import Sight, State
from app.warnings.rules import Event, Kind
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

_ANSWERS = (DeadlineKind.VERIFICATION, DeadlineKind.RESOLUTION, DeadlineKind.PRELIMINARY)
_ONE_DAY = timedelta(days=1)


class Counter(NamedTuple):
    """What is counted where: `key` is the enterprise's or the department's."""

    kind: Kind
    key: int

    @property
    def name(self) -> str:
        """The counter as it is kept: `enterprise:12`."""
        return f"{'enterprise' if self.kind is Kind.SAME_ENTERPRISE else 'department'}:{self.key}"


class Found(NamedTuple):
    """An event, its counter, and the departments whose doing it is."""

    counter: Counter
    event: Event
    units: tuple[int, ...]


Grouped = Mapping[Counter, Mapping[Event, tuple[int, ...]]]


def events(since: date, today: date) -> Grouped:
    """Everything that counts from `since` up to `today`, both included, by counter. A case counts once in each."""
    first: dict[tuple[Counter, str], Found] = {}
    for one in (*_visits(since, today), *_answers(since, today), *_orders(since, today), *_reports(since, today)):
        key = one.counter, one.event.ref
        if key not in first or one.event.on < first[key].event.on:
            first[key] = one
    found = defaultdict[Counter, dict[Event, tuple[int, ...]]](dict)
    for one in first.values():
        found[one.counter][one.event] = one.units
    return found


def _visits(since: date, today: date) -> Iterator[Found]:
    """Each visit by its first entry: at the enterprise; and, entered before a pass was there, of the department."""
    entered = func.min(CheckIn.on)
    asked = (
        select(Visit.id, Visit.number, Visit.enterprise_id, Visit.department_id, Visit.state, entered)
        .join(CheckIn, CheckIn.visit_id == Visit.id)
        .group_by(Visit.id, Visit.number, Visit.enterprise_id, Visit.department_id, Visit.state)
        .having(entered.between(since, today))
    )
    along = _companions(since)
    for key, number, enterprise_id, department_id, state, on in db.session.execute(asked):
        units = tuple(sorted({department_id, *along[key]}))
        event = Event(on, number)
        yield Found(Counter(Kind.SAME_ENTERPRISE, enterprise_id), event, units)
        if state is State.EMERGENCY:
            yield Found(Counter(Kind.WITHOUT_PASS, department_id), event, (department_id,))


def _companions(since: date) -> Mapping[int, set[int]]:
    """The departments that went along, by visit."""
    entered = select(CheckIn.visit_id).where(CheckIn.on >= since)
    found = defaultdict[int, set[int]](set)
    for one in db.session.scalars(select(Companion).where(Companion.visit_id.in_(entered))):
        found[one.visit_id].add(one.department_id)
    return found


def _late(since: date, today: date) -> ColumnElement[bool]:
    """Clocks that ran out between two days and were not met by then: late on the day after the due one."""
    ended = func.coalesce(Deadline.done_at, Deadline.dropped_at)
    over = Deadline.due_on.between(since - _ONE_DAY, today - _ONE_DAY)
    return and_(over, or_(ended.is_(None), day_of(ended) > Deadline.due_on))


def _answers(since: date, today: date) -> Iterator[Found]:
    """Cases verified, closed or given a preliminary result too late, of the department that had them then."""
    asked = select(Deadline.subject, Deadline.due_on, complaints.bearer()).join(
        Complaint, Complaint.number == Deadline.subject
    )
    for number, due_on, unit in db.session.execute(asked.where(Deadline.kind.in_(_ANSWERS), _late(since, today))):
        if unit is not None:
            yield Found(Counter(Kind.LATE_ANSWERS, unit), Event(due_on + _ONE_DAY, number), (unit,))


def _orders(since: date, today: date) -> Iterator[Found]:
    """Orders of supervision that a department answered too late, or not at all."""
    asked = select(Deadline.subject, Deadline.due_on, Order.department_id).join(Order, Order.number == Deadline.subject)
    for number, due_on, unit in db.session.execute(
        asked.where(Deadline.kind == DeadlineKind.ANSWER, _late(since, today))
    ):
        yield Found(Counter(Kind.LATE_ANSWERS, unit), Event(due_on + _ONE_DAY, number), (unit,))


def _reports(since: date, today: date) -> Iterator[Found]:
    """People without a pass, as enterprises told of them, by the department that they named."""
    told = (Sighting.kind == Sight.UNANNOUNCED, Sighting.on.between(since, today), Sighting.department_id.is_not(None))
    for one in db.session.scalars(select(Sighting).where(*told)):
        unit = one.department_id or 0
        yield Found(Counter(Kind.UNANNOUNCED, unit), Event(one.on, f"sighting:{one.id}"), (unit,))
