"""Penalties: filed after the decision, split, without review, lenient cases fined, published or taken down late."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from app.audit.queries.complaining import DAY
from app.audit.queries.publishing import missed
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import whole
from app.audit.rules import Fact, figures, link
from app.kernel import clock
from app.kernel.civil import day_of
from app.kernel.db import db
from app.penalties import rules as penalties
from app.penalties.models import Decision, Filing
from app.penalties.rules import Part
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind


def _filings(asked: Asked, *more: Any) -> Select[Any]:
    made: Any = select(Filing, *more).where(Filing.filed_at < asked.end).order_by(Filing.id)
    return asked.narrow(made, enterprise=Filing.enterprise_id, department=Filing.department_id)


def _decided(asked: Asked, *wanted: Any) -> Iterator[tuple[Filing, Decision]]:
    """Decisions with their filings."""
    made = _filings(asked, Decision).join(Decision, Decision.filing_id == Filing.id)
    yield from db.session.execute(made.where(Decision.recorded_at < asked.end, *wanted))


def _fact(code: str, filing: Filing, on: Any, **more: Any) -> Fact:
    where = (link("penalties.show", number=filing.number),)
    return Fact(code, filing.number, on, filing.department_id, filing.enterprise_id, where, figures(**more))


@finds("filed_late")
def filed_late(asked: Asked) -> Iterator[Fact]:
    """A penalty was filed after it had been decided, as its filing says itself."""
    for (one,) in db.session.execute(_filings(asked).where(Filing.late_on.is_not(None))):
        yield _fact("filed_late", one, one.late_on, ruled_on=one.late_on, filed_at=one.filed_at, fine=one.fine)


@finds("decided_first")
def decided_first(asked: Asked) -> Iterator[Fact]:
    """A decision is not later than its filing, whatever the decision says of it."""
    for one, made in _decided(asked, ~Decision.late, Decision.decided_at <= Filing.filed_at):
        told = {"ruled_at": made.decided_at, "filed_at": one.filed_at}
        yield _fact("decided_first", one, clock.day(made.decided_at), **told)


@finds("fines_split")
def fines_split(asked: Asked) -> Iterator[Fact]:
    """Penalties of one case against one party reach together the sum that must be filed."""
    case = (Filing.department_id, Filing.party_code, Filing.case_no)
    alive = (Filing.dropped_why == "", Filing.filed_at < asked.end)
    several = select(*case).where(*alive).group_by(*case).having(func.count() > 1).subquery()
    same = and_(*(column == several.c[column.key] for column in case))
    groups = defaultdict[tuple[int, str, str], list[Filing]](list)
    for (one,) in db.session.execute(_filings(asked).join(several, same).where(*alive)):
        groups[one.department_id, one.party_code, one.case_no].append(one)
    for rows in groups.values():
        yield from _split(rows)


def _split(rows: list[Filing]) -> Iterator[Fact]:
    """One fact of a case whose parts, close enough to each other, reach the sum."""
    parts = {one.number: Part(one.number, clock.day(one.filed_at), one.fine) for one in rows}
    for one in rows:
        own = parts[one.number]
        days = whole("penalty.split", own.on)
        if days is None:
            continue
        others = penalties.parts_of((part for part in parts.values() if part is not own), own.on, days)
        total = penalties.total([one.fine, *(part.fine for part in others)])
        if others and total >= one.threshold:
            last = rows[-1]
            where = tuple(link("penalties.show", number=row.number) for row in rows)
            told = figures(case_no=one.case_no, total=total, threshold=one.threshold, parts=len(rows))
            subject, on = f"{one.department_id}/{one.party_code}/{one.case_no}", clock.day(last.filed_at)
            yield Fact("fines_split", subject, on, one.department_id, one.enterprise_id, where, told)
            return


@finds("review_missing")
def review_missing(asked: Asked) -> Iterator[Fact]:
    """A penalty that had to be filed was decided before, or without, its legal review."""
    bare = or_(Filing.reviewed_on.is_(None), Filing.reviewed_on > day_of(Decision.decided_at))
    for one, made in _decided(asked, bare):
        if one.due:
            told = {"ruled_at": made.decided_at, "reviewed_on": one.reviewed_on, "fine": made.fine}
            yield _fact("review_missing", one, clock.day(made.decided_at), **told)


@finds("lenient_fined")
def lenient_fined(asked: Asked) -> Iterator[Fact]:
    """An entry of the lists of leniency fits, a fine was imposed all the same, and nobody said why."""
    for one, made in _decided(asked, Filing.leniency_reason == "", Decision.fine > 0):
        if one.leniency:
            told = {"leniency": "、".join(one.leniency), "fine": made.fine}
            yield _fact("lenient_fined", one, clock.day(made.decided_at), **told)


@finds("decided_unanswered")
def decided_unanswered(asked: Asked) -> Iterator[Fact]:
    """It was decided while something that the office had asked was not answered."""
    for one, made in _decided(asked):
        if waiting := made.carried.get("unanswered"):
            told = {"ruled_at": made.decided_at, "waiting": len(waiting)}
            yield _fact("decided_unanswered", one, clock.day(made.decided_at), **told)


def _clocks(asked: Asked, code: str, kind: DeadlineKind) -> Iterator[Fact]:
    made = _filings(asked, Deadline).join(Deadline, Deadline.subject == Filing.number)
    for one, found in db.session.execute(made.where(Deadline.kind == kind, missed(asked))):
        told = {"since": found.starts_on, "workdays": found.length, "due_on": found.due_on, "done_at": found.done_at}
        yield _fact(code, one, found.due_on + DAY, **told)


@finds("penalty_unpublished")
def penalty_unpublished(asked: Asked) -> Iterator[Fact]:
    """A decision was not public in time."""
    return _clocks(asked, "penalty_unpublished", DeadlineKind.PUBLICITY)


@finds("penalty_kept_up")
def penalty_kept_up(asked: Asked) -> Iterator[Fact]:
    """A decision that did not stand was still public after its time."""
    return _clocks(asked, "penalty_kept_up", DeadlineKind.TAKE_DOWN)
