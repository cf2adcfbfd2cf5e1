"""What becomes of a finding: asked about, explained, corrected, closed; waived or no fault, each with a reason."""

from datetime import datetime

from app.accounts.models import User
from app.audit import rules
from app.audit.models import AuditFinding, Statement
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

CLOCKS = {DeadlineKind.ANSWER: "audit.explain", DeadlineKind.RECTIFICATION: "audit.correct"}


def ask(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office asks the department to explain, within `audit.explain` working days."""
    rules.check_askable(finding.department_id, confidential=finding.confidential)
    _move(finding, "ask", words, seen, by=by, at=at)
    due = _start(finding, DeadlineKind.ANSWER, by=by, at=at)
    _tell_department(finding, "audit_asked", at=at, due=str(due.due_on))
    record("audit:ask", finding.number, by=by, at=at, words=words, due=due.due_on)


def explain(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The department explains, asked or not."""
    _move(finding, "explain", words, seen, by=by, at=at)
    _stop(finding, DeadlineKind.ANSWER, at=at)
    notices.tell(audience.OFFICE, "audit_explained", finding.number, at=at)
    record("audit:explain", finding.number, by=by, at=at, words=words)


def accept(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office accepts the explanation and wants it put right, within `audit.correct` working days."""
    _move(finding, "accept", words, seen, by=by, at=at)
    due = _start(finding, DeadlineKind.RECTIFICATION, by=by, at=at)
    _tell_department(finding, "audit_accepted", at=at, due=str(due.due_on))
    record("audit:accept", finding.number, by=by, at=at, words=words, due=due.due_on)


def correct(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The department says how it was put right."""
    _move(finding, "correct", words, seen, by=by, at=at)
    _stop(finding, DeadlineKind.RECTIFICATION, at=at)
    notices.tell(audience.OFFICE, "audit_corrected", finding.number, at=at)
    record("audit:correct", finding.number, by=by, at=at, words=words)


def send_back(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office is not content with the explanation or the correction: again, with a clock of its own."""
    _move(finding, "send_back", words, seen, by=by, at=at)
    kind = DeadlineKind.ANSWER if finding.state is rules.State.ASKED else DeadlineKind.RECTIFICATION
    due = _start(finding, kind, by=by, at=at)
    _tell_department(finding, "audit_sent_back", at=at, due=str(due.due_on))
    record("audit:send_back", finding.number, by=by, at=at, words=words, due=due.due_on)


def close(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office closes it and says how it was settled."""
    _move(finding, "close", words, seen, by=by, at=at)
    _end(finding, at=at)
    record("audit:close", finding.number, by=by, at=at, words=words)


def waive(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """The office lets a fault pass, for a reason. It stays in sight and in every count."""
    _move(finding, "waive", words, seen, by=by, at=at)
    _end(finding, at=at)
    record("audit:waive", finding.number, by=by, at=at, words=words)


def dismiss(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """It was no fault, for a reason. The finding is kept and the fact is not raised again."""
    _move(finding, "dismiss", words, seen, by=by, at=at)
    _end(finding, at=at)
    record("audit:dismiss", finding.number, by=by, at=at, words=words)


def reopen(finding: AuditFinding, *, words: str, seen: int | None = None, by: User, at: datetime) -> None:
    """What had ended begins anew, for a reason."""
    _move(finding, "reopen", words, seen, by=by, at=at)
    record("audit:reopen", finding.number, by=by, at=at, words=words)


def _move(finding: AuditFinding, verb: str, words: str, seen: int | None, *, by: User, at: datetime) -> None:
    if seen is not None and seen != finding.version:
        raise Conflict("changed_meanwhile")
    finding.state, finding.state_since = rules.after(finding.state, verb), at
    db.session.add(Statement(finding_id=finding.id, verb=verb, words=words, by_id=by.id, at=at))
    db.session.flush()


def _tell_department(finding: AuditFinding, kind: str, *, at: datetime, due: str) -> None:
    notices.tell(audience.department(finding.department_id or 0), kind, finding.number, at=at, due=due)


def _start(finding: AuditFinding, kind: DeadlineKind, *, by: User, at: datetime) -> Deadline:
    """Start a clock on the day of the act, by the rulebook of that day; asked again, in a round of its own."""
    last = workdays.deadline(finding.number, kind)
    term = policy.term(CLOCKS[kind], clock.day(at))
    return deadlines.start(
        finding.number,
        kind,
        rule_id=term.id,
        rulebook_version=term.version,
        length=int(term.value),
        round=last.round + 1 if last else 1,
        by=by,
        at=at,
    )


def _stop(finding: AuditFinding, kind: DeadlineKind, *, at: datetime) -> None:
    found = workdays.deadline(finding.number, kind)
    if found and found.is_open:
        deadlines.finish(found, at=at)


def _end(finding: AuditFinding, *, at: datetime) -> None:
    """Clocks that no longer apply: dropped in time, or, where one was missed already, kept as missed for good."""
    for found in workdays.deadlines(finding.number):
        if found.is_open and found.due_on < clock.day(at):
            deadlines.finish(found, at=at)
        elif found.is_open:
            deadlines.drop(found, why="ended", at=at)
