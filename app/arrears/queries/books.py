"""The book of an account, added up exactly: owed, paid, left; and what each debtor owes in all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from app.arrears import rules
from app.arrears.models import ArrearsCase, Assessment, Objection, Repayment
from app.arrears.rules import Outcome, Standing
from app.complaints.rules import State
from app.kernel.db import db
from app.kernel.money import NOTHING

GONE = frozenset({State.WITHDRAWN, State.DECLINED})


class Line(NamedTuple):
    """A repayment, what contradicts it, whether it counts, and what was left after it."""

    repayment: Repayment
    objection: Objection | None
    counts: bool
    left: Decimal


@dataclass(frozen=True)
class Book:
    """An account added up. `left` is what is owed less what counts as paid."""

    case: ArrearsCase
    owed: Decimal
    lines: list[Line] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)

    @property
    def counted(self) -> Decimal:
        """What counts as paid."""
        return sum((line.repayment.amount for line in self.lines if line.counts), NOTHING)

    @property
    def left(self) -> Decimal:
        """What is still to be paid."""
        return self.owed - self.counted

    @property
    def standing(self) -> Standing:
        """Open, cleared (exactly nothing left), or ended with its complaint."""
        return rules.standing(self.left, ended=self.case.complaint.state in GONE)

    @property
    def disputed(self) -> bool:
        """Whether a repayment is contradicted and nobody has decided."""
        return any(line.objection is not None and line.objection.outcome is None for line in self.lines)

    @property
    def cleared_on(self) -> date | None:
        """The day of the last repayment that counts, where nothing is left."""
        if self.standing is not Standing.CLEARED:
            return None
        return max(line.repayment.paid_on for line in self.lines if line.counts)

    def interest(self, today: date, percent: Decimal) -> Decimal:
        """What lateness costs by now where the contract names no rate; no part of the balance."""
        if self.standing is Standing.ENDED:
            return NOTHING
        paid = [(line.repayment.amount, line.repayment.paid_on) for line in self.lines if line.counts]
        return rules.interest(paid, self.left, self.case.due_on, today, percent=percent)

    def overdue(self, today: date) -> int:
        """For how many calendar days something has been owed beyond its last day; 0 where nothing is."""
        return max(0, (today - self.case.due_on).days) if self.standing is Standing.OPEN else 0


def book(case: ArrearsCase) -> Book:
    """The book of one account."""
    return books([case])[0]


def books(cases: Sequence[ArrearsCase]) -> list[Book]:
    """The books of these accounts, in their order."""
    ids = [case.complaint_id for case in cases]
    paid, found = defaultdict[int, list[Repayment]](list), defaultdict[int, list[Assessment]](list)
    for one in db.session.scalars(select(Repayment).where(Repayment.case_id.in_(ids)).order_by(Repayment.id)):
        paid[one.case_id].append(one)
    for judged in db.session.scalars(select(Assessment).where(Assessment.case_id.in_(ids)).order_by(Assessment.id)):
        found[judged.case_id].append(judged)
    against = select(Objection).join(Repayment).where(Repayment.case_id.in_(ids))
    objections = {one.repayment_id: one for one in db.session.scalars(against)}
    return [_book(case, paid[case.complaint_id], found[case.complaint_id], objections) for case in cases]


def _book(case: ArrearsCase, paid: list[Repayment], found: list[Assessment], objections: dict[int, Objection]) -> Book:
    owed = left = found[-1].amount if found else case.claimed
    lines = []
    for one in paid:
        objection = objections.get(one.id)
        counts = objection is None or objection.outcome is Outcome.STANDS
        left -= one.amount if counts else NOTHING
        lines.append(Line(one, objection, counts, left))
    return Book(case, owed, lines, found)


@dataclass
class Total:
    """What one debtor owes in all. `oldest` is the earliest last day among what is not paid."""

    name: str
    cases: int = 0
    cleared: int = 0
    claimed: Decimal = NOTHING
    owed: Decimal = NOTHING
    counted: Decimal = NOTHING
    left: Decimal = NOTHING
    oldest: date | None = None

    @property
    def all_cleared(self) -> bool:
        """Whether exactly nothing is left (动态清零)."""
        return self.left == NOTHING


def totals() -> tuple[Total, list[Total]]:
    """The whole city, and each debtor, who owes most first. Cases that ended with their complaint are no debt."""
    city, debtors = Total(""), dict[str, Total]()
    for one in books(db.session.scalars(select(ArrearsCase)).all()):
        if one.standing is not Standing.ENDED:
            debtor = debtors.setdefault(one.case.debtor_name, Total(one.case.debtor_name))
            for total in (city, debtor):
                _add(total, one)
    return city, sorted(debtors.values(), key=lambda total: (-total.left, total.name))


def _add(total: Total, one: Book) -> None:
    total.cases += 1
    total.claimed += one.case.claimed
    total.owed += one.owed
    total.counted += one.counted
    total.left += one.left
    if one.standing is Standing.CLEARED:
        total.cleared += 1
    else:
        total.oldest = min(total.oldest or one.case.due_on, one.case.due_on)
