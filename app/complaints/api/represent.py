"""A complaint as JSON, as the user who asks may see it."""

from datetime import date
from typing import Any

from app.accounts.models import User
from app.complaints import queries, rules
from app.complaints.models import Complaint
from app.departments import queries as departments
from app.kernel import clock, wording
from app.kernel.permissions import Role
from app.ledger.rules import Proved
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

_CLOCK = ("kind", "rule_id", "rulebook_version", "calendar_version", "starts_on", "length", "first_due_on", "due_on")


def line(row: queries.Row) -> dict[str, Any]:
    """One line of a list."""
    due: date | None = row.clock.due_on if row.clock else None
    return {
        "number": row.complaint.number,
        "state": row.complaint.state,
        "category": row.complaint.category,
        "excerpt": row.excerpt,
        "due_on": due,
    }


def case(complaint: Complaint, *, to: User) -> dict[str, Any]:
    """What the user may see: the office also channel, instant and disclosure, nobody the identity."""
    told: dict[str, Any] = {
        "number": complaint.number,
        "state": complaint.state,
        "label": wording.label("complaint.state", complaint.state),
        "category": complaint.category,
        "complexity": complaint.complexity,
        "department": departments.get(complaint.department_id).code if complaint.department_id else None,
        "referred_on": clock.day(complaint.referred_at) if complaint.referred_at else None,
        "sheet": queries.sheet(complaint),
        "clocks": _clocks(complaint, to),
        "replies": [_reply(found) for found in queries.replies(complaint)],
        "open_verbs": sorted(rules.open_verbs(complaint.state)),
    }
    if to.role is not Role.OVERSIGHT:
        return told
    return told | {
        "channel": complaint.channel,
        "external_ref": complaint.external_ref,
        "filed_at": clock.local(complaint.filed_at).isoformat(timespec="seconds"),
        "disclosure": complaint.disclosure,
    }


def _clocks(complaint: Complaint, to: User) -> list[dict[str, Any]]:
    """A department is not shown the clock that began when the complaint was filed."""
    clocks = queries.clocks(complaint)
    if to.role is not Role.OVERSIGHT:
        clocks = [one for one in clocks if one.kind is not DeadlineKind.ACCEPTANCE]
    proofs = workdays.proofs(clocks)
    return [_clock(found, proofs.get(found.id)) for found in clocks]


def _clock(found: Deadline, proof: Proved | None) -> dict[str, Any]:
    evidence = {name: getattr(found, name) for name in _CLOCK}
    return evidence | {"provisional": found.provisional, "standing": workdays.standing(found, clock.today(), proof)}


def _reply(found: Any) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "on": clock.day(found.at),
        "findings": found.findings,
        "outcome": found.outcome,
        "basis": found.basis,
        "further": found.further,
    }
