"""A visit's result is recorded: once, when the visit is over; the clock of publication runs since its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.db import db
from app.ledger.service import record
from app.lookbacks import service as lookbacks
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy
from app.results import queries, rules
from app.results.models import Finding, FollowUp, Result
from app.results.rules import Found, Kind, Said
from app.results.service.drafts import discard
from app.results.service.photos import Upload, keep
from app.visits import rules as visiting
from app.visits import service as visits
from app.visits.models import Visit
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

RULE = "publish.results"


@dataclass(frozen=True)
class Outcome:
    """A result as somebody records it. `said` is for a visit that the door did not record."""

    found: Sequence[Found]
    present: bool = True
    note: str = ""
    files: Sequence[Upload] = ()
    said: Said | None = None


def record_result(visit: Visit, outcome: Outcome, *, by: User, at: datetime) -> Result:
    """Record what a visit found. Refuses a second result, a visit that is not over, and findings that are not whole.

    In the same act the visit ends, its look-back is written where it was a routine one, and publication's clock starts.
    """
    ended_on = queries.ended_on(visit, outcome.found, outcome.said, by=by, at=at)
    said = (outcome.said.since, outcome.said.until) if outcome.said else None
    visits.finish(visit, on=ended_on, said=said, by=by, at=at)
    made = _result(visit, outcome, ended_on, by=by, at=at)
    _look_back(visit, made.kind, ended_on, by=by, at=at)
    db.session.add(made)
    db.session.flush()
    keep(visit.id, outcome.files, at=at)
    db.session.add_all(_follow_ups(visit, outcome.found))
    discard(visit)
    clock_ = _start_clock(visit, ended_on, by=by, at=at)
    _tell_enterprise(visit, at=at)
    facts: dict[str, Any] = _facts(visit, made, outcome) | {"due_on": clock_.due_on}
    facts |= {"rulebook_version": clock_.rulebook_version, "calendar_version": clock_.calendar_version}
    record("result:record", visit.number, by=by, at=at, **facts)
    return made


def _start_clock(visit: Visit, ended_on: date, *, by: User, at: datetime) -> Deadline:
    """Publication's clock, by the rulebook of the day on which the visit ended, that day not counted."""
    term = policy.term(RULE, ended_on)
    source: dict[str, Any] = {"rule_id": term.id, "rulebook_version": term.version, "length": int(term.value)}
    return deadlines.start(visit.number, DeadlineKind.PUBLICITY, **source, since=ended_on, by=by, at=at)


def _result(visit: Visit, outcome: Outcome, ended_on: date, *, by: User, at: datetime) -> Result:
    said = outcome.said
    made = Result(visit_id=visit.id, kind=rules.worst(one.kind for one in outcome.found), ended_on=ended_on)
    made.present, made.note, made.recorded_at, made.recorded_by_id = outcome.present, outcome.note, at, by.id
    made.said_since, made.said_until = (said.since, said.until) if said else (None, None)
    made.said_why = said.why if said else ""
    made.findings = [Finding(item_id=one.item, kind=one.kind, words=one.words) for one in outcome.found]
    return made


def _follow_ups(visit: Visit, found: Sequence[Found]) -> list[FollowUp]:
    return [
        FollowUp(
            visit_id=visit.id,
            item_id=one.item,
            state=rules.Follow.OPEN,
            first_due_on=one.due_on,
            due_on=one.due_on,
            case_no="",
        )
        for one in found
        if one.kind in rules.FOLLOWED
    ]


def _tell_enterprise(visit: Visit, *, at: datetime) -> None:
    """Told to everybody who signs in for the enterprise."""
    for one in accounts.of_enterprise(visit.enterprise_id):
        told = audience.user(one.id)
        notices.tell(told, "result_recorded", visit.number, at=at, department=visit.department.name)


def _facts(visit: Visit, made: Result, outcome: Outcome) -> dict[str, Any]:
    codes = {item.id: item.code for item in visit.items}
    found = [f"{codes[one.item]}:{one.kind}" for one in outcome.found]
    facts: dict[str, Any] = {"kind": made.kind, "found": found, "ended_on": made.ended_on, "files": len(outcome.files)}
    if outcome.said:
        facts |= {"said_since": outcome.said.since, "said_until": outcome.said.until, "said_why": outcome.said.why}
    return facts


def _look_back(visit: Visit, kind: Kind, on: date, *, by: User, at: datetime) -> None:
    """A routine visit that took place counts from now on: for five years, and for the year, each department's."""
    if visit.basis not in visiting.ROUTINE or kind not in rules.COUNTED:
        return
    for unit in visit.departments:
        lookbacks.note_visit(visit.enterprise, unit, on=on, source=visit.number, by=by, at=at)
