"""What somebody wants to visit, whom, when, and on what it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.complaints.models import Complaint
from app.draws import queries as draws
from app.enterprises.models import Enterprise
from app.enterprises.rules import State as Business
from app.inspectors.models import Inspector
from app.items.models import Item
from app.kernel import clock, numbering, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.ledger.service import record
from app.plans import queries as plans
from app.plans.rules import State as PlanState
from app.visits import queries, rules
from app.visits.models import Look, Member, Visit
from app.visits.rules import Basis, State

PREFIX = "JC"


@dataclass(frozen=True)
class Wanted:
    """A visit as somebody fills it in; `days` are the first and the last one."""

    enterprise: Enterprise
    days: tuple[date, date]
    basis: Basis
    basis_ref: str
    reason: str
    items: Sequence[Item]
    inspectors: Sequence[Inspector]
    basis_on: date | None = None


def draft(wanted: Wanted, *, origin: str | None = None, by: User, at: datetime) -> Visit:
    """Draft a visit of one's own department: nothing is asked for yet. Refuses what no visit can rest on.

    The same `origin` sent again answers with the visit that it made the first time.
    """
    department = _department(by)
    made = _made(origin, department)
    if made is not None:
        return made
    _check(wanted, department, at)
    visit = Visit(number=serials.following(PREFIX, clock.day(at)), department_id=department, state=State.DRAFT)
    visit.origin = origin
    visit.drafted_by_id, visit.drafted_at, visit.state_since = by.id, at, at
    visit.covered, visit.filing = [], ""
    _fill(visit, wanted, at)
    db.session.add(visit)
    record("visit:draft", visit.number, by=by, at=at, **_facts(wanted))
    return visit


def _made(origin: str | None, department: int) -> Visit | None:
    own = select(Visit).where(Visit.origin == origin, Visit.department_id == department)
    return db.session.scalar(own) if origin else None


def revise(visit: Visit, wanted: Wanted, *, seen: int, by: User, at: datetime) -> None:
    """Change a draft. Refuses where the page was made from another version than the one that lies here now, and a
    visit that a draw sent: of that the days alone can be changed.
    """
    expect(visit, seen)
    rules.after(visit.state, "revise")
    lead(visit, by)
    if visit.drawn is not None:
        raise Refused("visit_is_drawn", status=409)
    _check(wanted, visit.department_id, at)
    _fill(visit, wanted, at)
    record("visit:revise", visit.number, by=by, at=at, **_facts(wanted))


def lead(visit: Visit, by: User) -> None:
    """Refuse whoever is not of the department whose visit it is: of a joint one, those that go along look on."""
    if by.department_id != visit.department_id:
        raise Forbidden("visit_of_another_department")


def expect(visit: Visit, seen: int | None) -> None:
    """Refuse where somebody decided on another version than the one that lies here now."""
    if seen is not None and seen != visit.version:
        raise Conflict("changed_meanwhile")


def _department(by: User) -> int:
    if by.department_id is None:
        raise Missing("department_missing")
    return by.department_id


def _fill(visit: Visit, wanted: Wanted, at: datetime) -> None:
    visit.enterprise_id = wanted.enterprise.id
    visit.starts_on, visit.ends_on = wanted.days
    visit.basis, visit.basis_ref, visit.basis_on = wanted.basis, wanted.basis_ref, wanted.basis_on
    visit.reason, visit.revised_at = wanted.reason, at
    members = {one.inspector_id: one for one in visit.members}
    visit.members = [members.get(one.id) or Member(inspector=one) for one in wanted.inspectors]
    looks = {one.item_id: one for one in visit.looked_at}
    visit.looked_at = [looks.get(one.id) or Look(item=one) for one in wanted.items]


def _check(wanted: Wanted, department: int, at: datetime) -> None:
    if wanted.days[0] < clock.day(at):
        raise Refused("visit_in_the_past", field="days")
    if wanted.enterprise.state is not Business.ACTIVE:
        raise Refused("visit_enterprise_closed", field="enterprise")
    if any(one.department_id != department for one in wanted.inspectors):
        raise Refused("visit_inspector_of_others", field="inspectors")
    if any(department not in {owner.department_id for owner in one.owners} for one in wanted.items):
        raise Refused("visit_item_of_others", field="items")
    _BASES[wanted.basis](wanted, department, at)


def _check_task(wanted: Wanted, department: int, _at: datetime) -> None:
    """The department has the task in a published plan, and where it was drawn for here, it took the enterprise."""
    plan = plans.find(wanted.days[0].year)
    known = plans.of_department(plan, department) if plan and plan.state is PlanState.PUBLISHED else []
    if wanted.basis_ref not in {task.number for task in known}:
        raise Refused("visit_task_unknown", field="basis_ref")
    drawn = draws.drawn(wanted.days[0].year).get(wanted.basis_ref)
    if drawn and wanted.enterprise.uscc not in drawn:
        raise Refused("visit_not_drawn", field="basis_ref")


def _check_supervision(wanted: Wanted, department: int, _at: datetime) -> None:
    """High-risk, and the department has an entry of key supervision in a published plan that covers it."""
    found = queries.supervised(department, wanted.days[0].year)
    if wanted.enterprise.id not in {one.enterprise.id for one in found}:
        raise Refused("visit_not_supervised", field="basis")


def _check_lead(wanted: Wanted, _department: int, at: datetime) -> None:
    """A lead has a source, a number and a day that is not to come (`visit.basis`)."""
    if wanted.basis_on is None or wanted.basis_on > clock.day(at):
        raise Refused("visit_lead_undated", field="basis_on")


def _check_complaint(wanted: Wanted, department: int, at: datetime) -> None:
    """A complaint of ours lies with the department that visits; of another channel only the number is known."""
    _check_lead(wanted, department, at)
    if not wanted.basis_ref.upper().startswith("TS"):
        return
    number = numbering.parse_number(wanted.basis_ref)
    own = select(Complaint.id).where(Complaint.number == number, Complaint.department_id == department)
    if db.session.scalar(own) is None:
        raise Refused("visit_complaint_unknown", field="basis_ref")


_BASES = {
    Basis.TASK: _check_task,
    Basis.SUPERVISION: _check_supervision,
    Basis.COMPLAINT: _check_complaint,
    Basis.TRANSFERRED: _check_lead,
    Basis.MONITORING: _check_lead,
}


def _facts(wanted: Wanted) -> dict[str, Any]:
    return {
        "enterprise": wanted.enterprise.uscc,
        "starts_on": wanted.days[0],
        "ends_on": wanted.days[1],
        "basis": wanted.basis,
        "basis_ref": wanted.basis_ref,
        "basis_on": wanted.basis_on,
        "reason": wanted.reason,
        "items": [one.code for one in wanted.items],
        "inspectors": [one.certificate_no for one in wanted.inspectors],
    }
