"""By when what happens: from the clocks that run, else reckoned from the last day of the one before."""

from datetime import date
from typing import NamedTuple

from app.complaints.models import Complaint
from app.complaints.rules import TERMS
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import rules
from app.workdays.rules import DeadlineKind

STEPS = ("acceptance", "verification", "resolution", "preliminary")


class Expected(NamedTuple):
    """One step with its last day; `firm` where its clock runs already, else reckoned."""

    kind: str
    on: date
    length: int
    clause: str
    firm: bool


def expected(complaint: Complaint) -> list[Expected]:
    """The steps of a complaint with their last days; only the first where it was not taken up."""
    accepted = workdays.deadline(complaint.number, DeadlineKind.ACCEPTANCE)
    if accepted is None:
        return []
    steps = STEPS if complaint.decline_reason is None else STEPS[:1]
    return [_step(complaint, kind, accepted.due_on) for kind in steps]


def _step(complaint: Complaint, kind: str, since: date) -> Expected:
    running = workdays.deadline(complaint.number, DeadlineKind(kind))
    term = policy.term(TERMS[kind], running.starts_on if running else since)
    if running is not None:
        return Expected(kind, running.due_on, running.length, term.clause, firm=True)
    due = rules.due(since, int(term.value), workdays.calendar())
    return Expected(kind, due.on, int(term.value), term.clause, firm=False)
