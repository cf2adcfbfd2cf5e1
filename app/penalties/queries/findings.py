"""What stays wrong with a penalty, whatever happens later: by its rows, its clocks and the ledger behind them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db
from app.penalties import rules
from app.penalties.models import Decision, Filing
from app.penalties.queries.cases import parts
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Standing


class Finding(StrEnum):
    FILED_LATE = "filed_late"
    SPLIT = "split"
    DECIDED_UNANSWERED = "decided_unanswered"
    PUBLISHED_LATE = "published_late"
    TAKEN_DOWN_LATE = "taken_down_late"


CLOCKS = {DeadlineKind.PUBLICITY: Finding.PUBLISHED_LATE, DeadlineKind.TAKE_DOWN: Finding.TAKEN_DOWN_LATE}
LATE = frozenset({Standing.OVERDUE, Standing.MISSED})


def findings(filings: Sequence[Filing], decisions: Mapping[int, Decision], today: date) -> dict[int, list[Finding]]:
    """For each filing, by its key, what is wrong with it. `decisions` are theirs, by the same key."""
    late = _late([one.number for one in filings], today)
    return {
        one.id: [*_own(one, decisions.get(one.id)), *(kind for kind in Finding if kind in late[one.number])]
        for one in filings
    }


def _own(filing: Filing, decision: Decision | None) -> Iterator[Finding]:
    if filing.late_on:
        yield Finding.FILED_LATE
    if _is_split(filing):
        yield Finding.SPLIT
    if decision and decision.carried.get("unanswered"):
        yield Finding.DECIDED_UNANSWERED


def _is_split(filing: Filing) -> bool:
    """Whether it and the other parts of its case, those filed later too, reach the sum that is to be filed."""
    if filing.dropped_why:
        return False
    others = parts(
        filing.department_id, filing.party_code, filing.case_no, clock.day(filing.filed_at), but=filing.number
    )
    return bool(others) and filing.fine + rules.total(part.fine for part in others) >= filing.threshold


def _late(numbers: Sequence[str], today: date) -> dict[str, set[Finding]]:
    """By number of the case, which clocks ran out or were met too late, as the ledger bears it out."""
    asked = select(Deadline).where(Deadline.subject.in_(numbers), Deadline.kind.in_(CLOCKS))
    clocks = db.session.scalars(asked).all()
    proofs, found = workdays.proofs(clocks), defaultdict[str, set[Finding]](set)
    for one in clocks:
        if workdays.standing(one, today, proofs.get(one.id)) in LATE:
            found[one.subject].add(CLOCKS[one.kind])
    return found
