"""Every clock that runs, of every line of work: one list, from which the desk, the wall and their lists are cut.

A number of the desk is the length of the list that it links to: both are cut here. How many statements are sent does
not depend on how much there is.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from app.audit.models import AuditFinding
from app.complaints.models import Complaint
from app.complaints.queries import running as counts_in_a_list
from app.complaints.rules import WITH_DEPARTMENT
from app.desk.rules import OF_LEADERS, Line, Own, Span, When, when
from app.kernel import clock
from app.kernel.db import db
from app.penalties.models import Filing
from app.policy import queries as policy
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State as RequestState
from app.results import queries as results
from app.results.models import FollowUp
from app.results.rules import Follow
from app.supervision import queries as supervision
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.visits.models import Visit
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

OFFICE = 0
_ARREARS = "arrears"


class Item(NamedTuple):
    """Something that runs out: which case, what of it, whose (`unit`, `OFFICE` for the office), and on which day.

    `key` is that of the stored deadline, 0 where the day is derived.
    """

    due_on: date
    line: Line
    number: str
    what: str
    unit: int
    key: int


def running(until: date, units: Collection[int] | None = None) -> list[Item]:
    """What runs out up to a day, the latest first; of some units only where they are told, else of the whole city.

    Of a case the clock that runs out first. Units are never told of a case that does not lie with them.
    """
    found = [*_complaints(until, units), *_deadlines(until), *_derived(until)]
    own = found if units is None else [one for one in found if one.unit in units]
    return sorted(_firsts(own))


def _firsts(found: Sequence[Item]) -> Iterator[Item]:
    seen: set[tuple[Line, str]] = set()
    for one in sorted(found):
        if one.line is Line.FOLLOW_UP or (one.line, one.number) not in seen:
            yield one
        seen.add((one.line, one.number))


def _complaints(until: date, units: Collection[int] | None) -> Iterator[Item]:
    asked = (
        select(
            Complaint.number,
            Complaint.category,
            Complaint.department_id,
            Deadline.due_on,
            Deadline.kind,
            Deadline.id,
        )
        .join(Deadline, Deadline.subject == Complaint.number)
        .where(Deadline.due_on <= until, *counts_in_a_list())
    )
    if units is not None:
        asked = asked.where(Complaint.department_id.in_(list(units)), Complaint.state.in_(WITH_DEPARTMENT))
    for number, category, unit, due_on, kind, key in db.session.execute(asked):
        line = Line.ARREARS if category == _ARREARS else Line.COMPLAINT
        own = OFFICE if kind is DeadlineKind.ACCEPTANCE else unit or OFFICE
        yield Item(due_on, line, number, kind, own, key)


def _deadlines(until: date) -> Iterator[Item]:
    """Receipts and answers of orders, publication and taking down of penalties and of results, and what the audit asks:
    explanations and corrections. Of what is confidential no department is asked, so that it has no clock.
    """
    subjects: tuple[tuple[Line, Any], ...] = (
        (Line.SUPERVISION, Order),
        (Line.PENALTY, Filing),
        (Line.RESULT, Visit),
        (Line.AUDIT, AuditFinding),
    )
    for line, model in subjects:
        asked = (
            select(model.number, model.department_id, Deadline.due_on, Deadline.kind, Deadline.id)
            .join(Deadline, Deadline.subject == model.number)
            .where(Deadline.due_on <= until, *counts_in_a_list())
        )
        for number, unit, due_on, kind, key in db.session.execute(asked):
            yield Item(due_on, line, number, kind, unit, key)


def _derived(until: date) -> Iterator[Item]:
    """Results not recorded, faults not put right, requests not decided: their days are derived."""
    for one in results.unrecorded():
        if one.due_on <= until:
            yield Item(one.due_on, Line.RESULT, one.number, Own.RECORD, one.department_id, 0)
    asked = select(FollowUp.due_on, Visit.number, Visit.department_id).join(Visit, Visit.id == FollowUp.visit_id)
    asked = asked.where(FollowUp.state == Follow.OPEN, FollowUp.due_on <= until)
    for due_on, number, unit in db.session.execute(asked):
        yield Item(due_on, Line.FOLLOW_UP, number, Own.PUT_RIGHT, unit, 0)
    yield from (one for one in _requests() if one.due_on <= until)


def _requests() -> Iterator[Item]:
    """Requests for quiet days: late once the office is to be told that nobody has decided (`quiet.escalate`)."""
    asked = select(QuietDayRequest.number, QuietDayRequest.submitted_at, Visit.department_id)
    asked = asked.join(Visit, Visit.id == QuietDayRequest.visit_id)
    found = db.session.execute(asked.where(QuietDayRequest.state == RequestState.SUBMITTED)).all()
    calendar, versions = workdays.calendar(), policy.all_versions().get("quiet.escalate", [])
    for number, at, unit in found:
        day = clock.day(at)
        length = next(int(str(one.value)) for one in versions if one.from_on <= day)
        yield Item(calendar.after(day, length), Line.QUIET_DAY, number, Own.DECIDE, unit, 0)


def chosen(found: Sequence[Item], span: Span | None, line: str = "", unit: int | None = None) -> list[Item]:
    """The part of the list that an address asks for: some days, one line, one unit (then not what leaders decide)."""
    return [
        one
        for one in found
        if (span is None or span.since <= one.due_on <= span.until)
        and (not line or one.line == line)
        and (unit is None or (one.unit == unit and one.line not in OF_LEADERS))
    ]


def wall(found: Sequence[Item], columns: dict[When, Span]) -> dict[int, Counter[When]]:
    """For each unit how much of its own runs out when."""
    counted: dict[int, Counter[When]] = {}
    for one in found:
        column = when(one.due_on, columns)
        if column and one.line not in OF_LEADERS:
            counted.setdefault(one.unit, Counter())[column] += 1
    return counted


def actions(items: Sequence[Item], today: date) -> dict[int, Kind | None]:
    """For each of these clocks about which units can be reminded, by key, the order that the rule proposes now."""
    keys = [one.key for one in items if one.line in {Line.COMPLAINT, Line.ARREARS} and one.unit != OFFICE]
    deadlines = db.session.scalars(select(Deadline).where(Deadline.id.in_(keys))).all()
    return {key: kind for key, (_left, kind) in supervision.proposed(deadlines, today).items()}
