"""Issuing: an order that the rule proposes, or a measure; always by a person, with words that a person has read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.arrears import queries as debts
from app.arrears import service as owing
from app.arrears.rules import StepKind
from app.complaints import queries as complaints
from app.complaints.models import Complaint
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Missing, Refused
from app.ledger import service as ledger
from app.supervision import queries, rules
from app.supervision.models import Dismissal, Matter, Order
from app.supervision.queries import Late
from app.supervision.rules import COLOURS, MEASURES, Kind, State
from app.supervision.service import acts
from app.workdays.rules import DeadlineKind

STEPS = {Kind.ONSITE: StepKind.ONSITE, Kind.INTERVIEW: StepKind.INTERVIEW, Kind.CIRCULAR: StepKind.INTERVIEW}


@dataclass(frozen=True)
class Draft:
    """The words of a document. `meet_at` and `place`: when and where whoever is summoned comes."""

    title: str
    body: str
    meet_at: datetime | None = None
    place: str = ""


def issue(kind: Kind, picked: Collection[int], draft: Draft, *, by: User, at: datetime) -> Order:
    """Issue an order about these clocks, by their keys: all of one unit, each proposed for this colour now.

    Refused where a clock has been met, or an order or a dismissal stands about it by now.
    """
    if kind not in COLOURS:
        raise Refused("supervision_by_rule", field="kind")
    rows = _locked(kind, picked, at)
    units = {row.complaint.department_id or 0 for row in rows}
    if len(units) != 1:
        raise Refused("supervision_one_unit")
    order = _order(kind, draft, units.pop(), by=by, at=at)
    for row in rows:
        told = {"deadline_id": row.deadline.id, "clock": row.deadline.kind, "due_on": row.deadline.due_on}
        db.session.add(Matter(order_id=order.id, subject=row.complaint.number, **told))
    return _issued(order, [row.complaint.number for row in rows], by=by, at=at)


def _locked(kind: Kind, picked: Collection[int], at: datetime) -> list[Late]:
    """The proposed clocks among those picked, their cases kept for this act alone."""
    wanted = set(picked)
    if not wanted:
        raise Refused("supervision_nothing_picked")
    for number in sorted({row.complaint.number for row in queries.late(clock.day(at)) if row.deadline.id in wanted}):
        complaints.lock(number)
    rows = [row for row in queries.late(clock.day(at)) if row.deadline.id in wanted and row.kind is kind]
    if {row.deadline.id for row in rows} != wanted:
        raise Conflict("supervision_not_proposed")
    return rows


def _order(kind: Kind, draft: Draft, department_id: int, *, by: User, at: datetime) -> Order:
    rules.check_meeting(kind, draft.meet_at, draft.place, now=at)
    order = Order(
        number=serials.following("DB", clock.day(at)),
        kind=kind,
        state=State.ISSUED,
        state_since=at,
        department_id=department_id,
        title=draft.title,
        body=draft.body,
        meet_at=draft.meet_at,
        place=draft.place,
        issued_at=at,
        issued_by=by.id,
        answer="",
        withdrawn_why="",
    )
    db.session.add(order)
    db.session.flush()
    return order


def _issued(order: Order, subjects: Sequence[str], *, by: User, at: datetime) -> Order:
    receipt = acts.start(order, DeadlineKind.RECEIPT, by=by, at=at)
    due = acts.start(order, DeadlineKind.ANSWER, by=by, at=at)
    acts.tell_department(order, f"supervision_{order.kind}", at=at, due=receipt.due_on.isoformat())
    facts = {"kind": order.kind, "subjects": [*subjects], "department": order.department.code, "answer_by": due.due_on}
    acts.record(order, "issue", by=by, at=at, title=order.title, **facts)
    return order


def take_measure(
    kind: Kind, subjects: Sequence[str], draft: Draft, *, department_id: int, by: User, at: datetime
) -> Order:
    """On-site supervision, interview, circular: about cases by their numbers, to one unit, as a numbered document.

    Of arrears it is the next step of their ladder, taken in the same act and refused with it.
    """
    if kind not in MEASURES:
        raise Refused("supervision_by_rule", field="kind")
    cases = cases_of(subjects, by=by)
    for case in cases:
        complaints.lock(case.number)
    order = _order(kind, draft, department_id, by=by, at=at)
    for case in cases:
        db.session.add(Matter(order_id=order.id, subject=case.number))
        climb(case, STEPS[kind], order.number, draft.title, by=by, at=at)
    return _issued(order, [case.number for case in cases], by=by, at=at)


def cases_of(subjects: Sequence[str], *, by: User) -> list[Complaint]:
    """The complaints of these numbers, each once. Refuses none, and a number that is not there."""
    if not subjects:
        raise Refused("supervision_nothing_picked")
    try:
        found = {complaints.get(number, to=by).number: number for number in subjects}
    except Missing:
        raise Refused("supervision_no_such_case", field="subjects") from None
    return [complaints.get(number, to=by) for number in sorted(found)]


def climb(case: Complaint, kind: StepKind, document_no: str, words: str, *, by: User, at: datetime) -> None:
    """Take the step of arrears that a document of the office is."""
    account = debts.of_complaint(case)
    if account is not None:
        owing.take_step(account, kind=kind, on=clock.day(at), document_no=document_no, words=words, by=by, at=at)


def dismiss(kind: Kind, picked: Collection[int], *, why: str, by: User, at: datetime) -> int:
    """Decide not to issue what the rule proposes, with a reason; the next colour is proposed all the same."""
    if kind not in COLOURS:
        raise Refused("supervision_by_rule", field="kind")
    rows = _locked(kind, picked, at)
    for row in rows:
        db.session.add(Dismissal(deadline_id=row.deadline.id, kind=kind, why=why, by_id=by.id, at=at))
    subjects = [row.complaint.number for row in rows]
    facts: dict[str, Any] = {"kind": kind, "subjects": subjects, "why": why}
    ledger.record("supervision:dismiss", f"supervision:{kind}", by=by, at=at, **facts)
    return len(rows)
