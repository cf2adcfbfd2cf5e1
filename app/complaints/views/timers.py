"""The clocks of a case as a page shows them: where each stands, when it ends, how that was counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import Complaint
from app.complaints.rules import Complexity
from app.complaints.views.root import bp
from app.kernel import clock, wording
from app.ledger.rules import Proved
from app.workdays import queries as workdays
from app.workdays import rules as counting
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Standing


@dataclass(frozen=True)
class Timer:
    """One row of `timer_block`; days are explained by the calendar that made the deadline.

    `proof` is what a closed day says of the act that met it; a department is not told.
    """

    name: str
    standing: Standing
    due_on: date
    left: int
    done_on: date | None
    provisional: bool
    first_due_on: date
    starts_on: date
    days: Sequence[counting.Day]
    proof: Proved | None = None


@dataclass(frozen=True)
class Chip:
    """The clock of a list's row that runs out first."""

    kind: DeadlineKind
    standing: Standing
    due_on: date
    left: int


def block(complaint: Complaint, *, office: bool) -> list[Timer]:
    """The clocks of a case. The one of the acceptance tells when somebody complained: it is the office's alone."""
    shown = [found for found in queries.clocks(complaint) if office or found.kind is not DeadlineKind.ACCEPTANCE]
    proofs = workdays.proofs(shown)
    made = [_timer(found, complaint, proofs.get(found.id)) for found in shown]
    return made if office else [replace(timer, proof=None) for timer in made]


def _timer(deadline: Deadline, complaint: Complaint, proof: Proved | None) -> Timer:
    today = clock.today()
    return Timer(
        name=_name(deadline, complaint),
        standing=workdays.standing(deadline, today, proof),
        due_on=deadline.due_on,
        left=workdays.days_left(deadline, today),
        done_on=clock.day(deadline.done_at) if deadline.done_at else None,
        provisional=deadline.provisional,
        first_due_on=deadline.first_due_on,
        starts_on=deadline.starts_on,
        days=workdays.explain(deadline),
        proof=proof,
    )


def _name(deadline: Deadline, complaint: Complaint) -> str:
    word = wording.label("deadline_kind", deadline.kind)
    if deadline.kind is DeadlineKind.RESOLUTION and complaint.complexity is Complexity.SIMPLE:
        word = _("办结（简单事项）")
    if deadline.kind is DeadlineKind.PRELIMINARY:
        word = _("初步结果（复杂事项）")
    return word if deadline.round == 1 else _("%(clock)s（第 %(n)s 次）", clock=word, n=deadline.round)


def chips(rows: Sequence[queries.Row], today: date) -> list[Chip | None]:
    """The chips of a list, counted with the calendar read once."""
    calendar = workdays.calendar()
    return [_chip(row.clock, today, calendar) if row.clock else None for row in rows]


def _chip(deadline: Deadline, today: date, calendar: counting.Calendar) -> Chip:
    return Chip(
        kind=deadline.kind,
        standing=counting.standing(deadline.due_on, None, False, today, calendar),
        due_on=deadline.due_on,
        left=counting.days_left(deadline.due_on, today, calendar),
    )


@bp.app_template_filter()
def civil_day(at: datetime | None) -> str:
    """The day of an instant in Asia/Shanghai, without the time; `--` for none."""
    return clock.day(at).isoformat() if at else "--"


@bp.app_template_filter()
def rating_reason(value: str) -> str:
    """The word for a reason of a bad rating."""
    return wording.label("complaint.rating_reason", value)
