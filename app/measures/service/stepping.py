"""Steps against slow units: a person issues a circular, then demands a self-criticism; the unit answers."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.ledger.service import record
from app.measures import queries, rules
from app.measures.models import Step
from app.measures.rules import Quarter, StepKind, StepState
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.rules import DeadlineKind

PREFIXES = {StepKind.CIRCULAR: "TB", StepKind.SELF_CRITICISM: "JT"}
CLOCKS = {
    StepKind.CIRCULAR: {DeadlineKind.RECEIPT: "supervision.receipt"},
    StepKind.SELF_CRITICISM: {
        DeadlineKind.RECEIPT: "supervision.receipt",
        DeadlineKind.ANSWER: "report.self_criticism",
    },
}


def issue(kind: StepKind, unit: Department, quarter: Quarter, *, title: str, body: str, by: User, at: datetime) -> Step:
    """Issue a step against a unit that was late with a quarter or fell short in it: each once, the circular first."""
    if queries.standing_step(kind, unit.id, quarter) is not None:
        raise Conflict("measure_step_issued")
    if kind is StepKind.SELF_CRITICISM and queries.standing_step(StepKind.CIRCULAR, unit.id, quarter) is None:
        raise Refused("measure_circular_first")
    about = slow_measures(unit, quarter, at=at)
    if not about:
        raise Refused("measure_not_slow")
    step = Step(number=serials.following(PREFIXES[kind], clock.day(at)), kind=kind, state=StepState.ISSUED)
    step.department_id, step.year, step.quarter = unit.id, quarter.year, quarter.number
    step.title, step.body, step.issued_at, step.issued_by, step.answer = title, body, at, by.id, ""
    db.session.add(step)
    db.session.flush()
    due = _start(step, by=by, at=at)
    _tell(step, f"measures_{kind}", at=at, due=due)
    facts: dict[str, Any] = {"kind": kind, "department": unit.code, "quarter": str(quarter), "measures": about}
    record("measure:issue", step.number, by=by, at=at, title=title, **facts)
    return step


def slow_measures(unit: Department, quarter: Quarter, *, at: datetime) -> list[str]:
    """The numbers of the measures with which a unit was late in a quarter, or in which it tells of a shortfall."""
    found = queries.standings(quarter, clock.day(at))
    return [str(one.measure.number) for one in found if any(_is_slow(one.measure, lead, unit) for lead in one.leads)]


def _is_slow(measure: Any, lead: queries.Lead, unit: Department) -> bool:
    own = lead.unit.key == unit.id
    return own and (lead.late or (lead.last is not None and queries.is_short(measure.targets, lead.last)))


def _start(step: Step, *, by: User, at: datetime) -> str:
    ends = []
    for kind, rule_id in CLOCKS[step.kind].items():
        term = policy.term(rule_id, clock.day(at))
        source: dict[str, Any] = {"rule_id": term.id, "rulebook_version": term.version, "length": int(term.value)}
        ends.append(deadlines.start(step.number, kind, **source, by=by, at=at).due_on)
    return max(ends).isoformat()


def _tell(step: Step, kind: str, *, at: datetime, **facts: str) -> None:
    notices.tell(audience.department(step.department_id), kind, step.number, at=at, **facts)


def _finish(step: Step, kind: DeadlineKind, *, at: datetime) -> None:
    found = workdays.deadline(step.number, kind)
    if found and found.is_open:
        deadlines.finish(found, at=at)


def receive(step: Step, *, by: User, at: datetime) -> None:
    """The unit has it in hands."""
    state = rules.after(step.kind, step.state, "receive")
    step.state, step.received_at, step.received_by = state, at, by.id
    _finish(step, DeadlineKind.RECEIPT, at=at)
    record("measure:receive", step.number, by=by, at=at)


def answer(step: Step, *, words: str, by: User, at: datetime) -> None:
    """The unit criticises itself in writing."""
    state = rules.after(step.kind, step.state, "answer")
    step.state, step.answer, step.answered_at, step.answered_by = state, words, at, by.id
    _finish(step, DeadlineKind.ANSWER, at=at)
    notices.tell(audience.OFFICE, "measures_answered", step.number, at=at)
    record("measure:answer", step.number, by=by, at=at, words=words)
