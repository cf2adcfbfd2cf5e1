"""The cases behind each department's points in a period, as they are known at an instant."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.audit.models import AuditFinding, Statement
from app.audit.rules import CATALOGUE, Owner
from app.audit.rules import State as Finding
from app.complaints import queries as complaints
from app.complaints.models import Complaint, Rating
from app.kernel import clock
from app.kernel.db import db
from app.measures import queries as measures
from app.measures import rules as tasks
from app.measures.models import Step
from app.measures.rules import Quarter, StepKind
from app.scorecards.rules import Case, Criterion
from app.supervision.models import Order
from app.supervision.rules import Kind, State
from app.surveys import queries as surveys
from app.surveys import rules as ballots
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

CLOCKS = {
    DeadlineKind.VERIFICATION: Criterion.VERIFIED,
    DeadlineKind.RESOLUTION: Criterion.RESOLVED,
    DeadlineKind.PRELIMINARY: Criterion.RESOLVED,
}
GOOD = 4
"""The level from which a complainant counts as satisfied."""
COUNTED = frozenset({"verify_late", "simple_late", "complex_late", "arrears_answer_late"})
"""Checks of the audit whose clocks `CLOCKS` count already."""
FAULTS = frozenset(code for code, one in CATALOGUE.items() if one.owner is Owner.DEPARTMENT) - COUNTED
STANDING = (Finding.ACCEPTED, Finding.CORRECTED, Finding.CLOSED)
Found = Iterator[tuple[int, Criterion, Case]]


class Period(NamedTuple):
    """The first and the last day, both included."""

    from_on: date
    until_on: date

    def holds(self, on: date) -> bool:
        """Whether a day lies in it."""
        return self.from_on <= on <= self.until_on


def evidence(period: Period, today: date) -> dict[int, dict[Criterion, list[Case]]]:
    """Every case by department and criterion."""
    found: dict[int, dict[Criterion, list[Case]]] = {}
    sources = (_measures(period, today), _clocks(period), _ratings(period), _surveys(period))
    for source in (*sources, _orders(period), _findings(period)):
        for department_id, criterion, case in source:
            found.setdefault(department_id, {}).setdefault(criterion, []).append(case)
    return found


def _measures(period: Period, today: date) -> Found:
    """The reports that were due in the period: in time or not; and, where there is one, on plan or not."""
    for quarter in _quarters(period):
        for one in measures.standings(quarter, today):
            for lead in one.leads:
                if lead.unit.key:
                    ref = f"{one.measure.ref}/{quarter.number}"
                    yield lead.unit.key, Criterion.REPORTED, Case(ref, int(not lead.late), 1)
                    on_plan = lead.last is not None and not measures.is_short(one.measure.targets, lead.last)
                    yield lead.unit.key, Criterion.ON_PLAN, Case(ref, int(on_plan), 1)


def _quarters(period: Period) -> Iterator[Quarter]:
    last = tasks.quarter_of(period.until_on)
    for number in range(1, last.number + 1):
        due = measures.clock_of(Quarter(last.year, number)).due_on
        if due is not None and period.holds(due):
            yield Quarter(last.year, number)


def _clocks(period: Period) -> Found:
    """The clocks of complaints that ended in the period: met or missed. Those that fell away count for nobody."""
    asked = select(Deadline, complaints.bearer()).join(Complaint, Complaint.number == Deadline.subject)
    wanted = [Deadline.kind.in_(CLOCKS), Deadline.due_on.between(*period), Deadline.dropped_at.is_(None)]
    for one, department_id in db.session.execute(asked.where(*wanted).order_by(Deadline.id)):
        if department_id is None:
            continue
        met = one.done_at is not None and clock.day(one.done_at) <= one.due_on
        yield department_id, CLOCKS[one.kind], Case(f"{one.subject}/{one.kind}/{one.round}", int(met), 1)


def _ratings(period: Period) -> Found:
    """What complainants said of answers."""
    asked = select(Rating, Complaint).join(Complaint, Complaint.id == Rating.complaint_id)
    since, until = clock.midnight(period.from_on), clock.midnight(period.until_on, days=1)
    for one, case in db.session.execute(asked.where(Rating.at >= since, Rating.at < until).order_by(Rating.id)):
        if case.department_id is not None:
            yield case.department_id, Criterion.RATED, Case(f"{case.number}/{one.round}", int(one.score >= GOOD), 1)


def _surveys(period: Period) -> Found:
    """The published totals of surveys that were closed in the period: points above the worst level."""
    for one in surveys.publics():
        if one.closed_at is not None and period.holds(clock.day(one.closed_at)):
            for line in surveys.lines(one):
                if line.counts is not None:
                    points = zip(ballots.SCORES.values(), line.counts, strict=True)
                    won = sum((score - 1) * count for score, count in points)
                    yield line.department.id, Criterion.SURVEYED, Case(one.number, won, 4 * sum(line.counts))


def _orders(period: Period) -> Found:
    """Yellow and red orders that were not withdrawn, and circulars about key tasks."""
    since, until = clock.midnight(period.from_on), clock.midnight(period.until_on, days=1)
    kinds = {Kind.YELLOW: Criterion.YELLOW, Kind.RED: Criterion.RED}
    wanted = (Order.issued_at >= since, Order.issued_at < until, Order.state != State.WITHDRAWN)
    for order in db.session.scalars(select(Order).where(Order.kind.in_(kinds), *wanted).order_by(Order.id)):
        yield order.department_id, kinds[order.kind], Case(order.number, 1, 1)
    issued = (Step.issued_at >= since, Step.issued_at < until, Step.kind == StepKind.CIRCULAR)
    for step in db.session.scalars(select(Step).where(*issued).order_by(Step.id)):
        yield step.department_id, Criterion.CIRCULARS, Case(step.number, 1, 1)


def _findings(period: Period) -> Found:
    """Findings of the audit that the office let stand in the period, each once however often it was opened again.

    Waived, no fault, undecided, confidential: not counted. Nor what the office or the city has to answer for.
    """
    since, until = clock.midnight(period.from_on), clock.midnight(period.until_on, days=1)
    first = (
        select(func.min(Statement.at))
        .where(Statement.finding_id == AuditFinding.id, Statement.verb.in_(("accept", "close")))
        .correlate(AuditFinding)
        .scalar_subquery()
    )
    asked = select(AuditFinding.number, AuditFinding.department_id).where(
        AuditFinding.state.in_(STANDING),
        AuditFinding.code.in_(FAULTS),
        AuditFinding.confidential.is_(False),
        AuditFinding.department_id.is_not(None),
    )
    for number, department_id in db.session.execute(asked.where(first >= since, first < until)):
        yield department_id or 0, Criterion.FINDINGS, Case(number, 1, 1)
