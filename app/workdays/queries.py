"""Looking at the calendar and at deadlines."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, inspect, or_, select

from app.kernel import clock
from app.kernel.civil import day_of
from app.kernel.db import db
from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.ledger.rules import Proof, Proved, proved, row_digest
from app.workdays import rules
from app.workdays.models import CalendarProposal, CalendarVersion, Deadline, ProposalState, SpecialDay

_KEPT = 8
_calendars: dict[tuple[int, str], rules.Calendar] = {}


def calendar(version: int | None = None) -> rules.Calendar:
    """The calendar as of a version, the newest where none is named; kept in memory by number and digest."""
    newest = select(CalendarVersion.number, CalendarVersion.digest).order_by(CalendarVersion.number.desc()).limit(1)
    row = db.session.execute(newest if version is None else newest.where(CalendarVersion.number == version)).first()
    if row is None:
        return rules.Calendar()
    key = (row.number, row.digest)
    if key not in _calendars:
        while len(_calendars) >= _KEPT:
            _calendars.pop(next(iter(_calendars)), None)
        _calendars[key] = rules.merged(notices(row.number), row.number)
    return _calendars[key]


def _latest(upto: int) -> dict[int, int]:
    """For each announced year, the version that holds its notice, as of version `upto`."""
    numbers = select(CalendarVersion.year, func.max(CalendarVersion.number)).where(CalendarVersion.number <= upto)
    return dict(db.session.execute(numbers.group_by(CalendarVersion.year)).all())


def notices(upto: int) -> dict[int, list[rules.Special]]:
    """For each announced year the days that its notice names, as of version `upto`."""
    years = {number: year for year, number in _latest(upto).items()}
    found: dict[int, list[rules.Special]] = {year: [] for year in years.values()}
    for row in db.session.scalars(select(SpecialDay).where(SpecialDay.version.in_(years)).order_by(SpecialDay.on)):
        found[years[row.version]].append(rules.Special(row.on, row.kind, row.name))
    return found


def versions() -> Sequence[CalendarVersion]:
    """Every version, newest first."""
    return db.session.scalars(select(CalendarVersion).order_by(CalendarVersion.number.desc())).all()


def version_of(year: int) -> CalendarVersion | None:
    """The version that holds the year's notice."""
    wanted = select(CalendarVersion).where(CalendarVersion.year == year).order_by(CalendarVersion.number.desc())
    return db.session.scalars(wanted.limit(1)).first()


def unannounced(today: date) -> int | None:
    """The year whose calendar is missing: this one, or from 1 November the next one; None where all is there."""
    years = calendar().announced
    wanted = [today.year] + ([today.year + 1] if today.month >= 11 else [])
    return next((year for year in wanted if year not in years), None)


def proposals(*states: ProposalState) -> Sequence[CalendarProposal]:
    """Proposals in these states (none named: all), newest first."""
    wanted = select(CalendarProposal).order_by(CalendarProposal.id.desc())
    return db.session.scalars(wanted.where(CalendarProposal.state.in_(states)) if states else wanted).all()


def proposal(number: int) -> CalendarProposal:
    """The proposal with this number. Raises `Missing`."""
    found = db.session.get(CalendarProposal, number)
    if found is None:
        raise Missing
    return found


def deadlines(subject: str) -> list[Deadline]:
    """Every deadline of a case, in the order in which they were started."""
    wanted = select(Deadline).where(Deadline.subject == subject).order_by(Deadline.started_at, Deadline.id)
    return list(db.session.scalars(wanted))


def deadline(subject: str, kind: rules.DeadlineKind) -> Deadline | None:
    """The deadline of this kind in its latest round."""
    wanted = select(Deadline).where(Deadline.subject == subject, Deadline.kind == kind)
    return db.session.scalars(wanted.order_by(Deadline.round.desc()).limit(1)).first()


def unmet() -> ColumnElement[bool]:
    """Clocks that were not dropped, and met after their last day or not yet: an index holds these and no others."""
    after = Deadline.due_on < day_of(Deadline.done_at)  # as the index says it: SQLite takes it for no other words
    return and_(Deadline.dropped_at.is_(None), or_(Deadline.done_at.is_(None), after))


def open_from(today: date) -> Sequence[Deadline]:
    """Running deadlines that a new calendar may still move: those not yet due, and every provisional one."""
    running = select(Deadline).where(Deadline.done_at.is_(None), Deadline.dropped_at.is_(None))
    return db.session.scalars(
        running.where(or_(Deadline.provisional, Deadline.due_on >= today)).order_by(Deadline.id)
    ).all()


def provisional() -> Sequence[Deadline]:
    """Running deadlines that reach a year that was not announced when they were computed."""
    running = select(Deadline).where(Deadline.done_at.is_(None), Deadline.dropped_at.is_(None), Deadline.provisional)
    return db.session.scalars(running.order_by(Deadline.id)).all()


def proofs(deadlines: Sequence[Deadline]) -> dict[int, Proved]:
    """For each deadline that was met, by its id, how the ledger bears it out: this alone decides what was on time.

    What met it is the last act of the case that wrote the row; a row that says something else now bears out nothing.
    """
    done = {found.id: found for found in deadlines if found.done_at is not None}
    if not done:
        return {}
    refs = {found.subject for found in done.values()}
    writers, unsealed = ledger.writers(refs, Deadline.__tablename__), ledger.unsealed(refs)
    closings = ledger.closings()
    return {key: _proved(found, _index(found, writers, unsealed), closings) for key, found in done.items()}


def _index(
    deadline: Deadline, writers: dict[str, ledger.Written], unsealed: dict[tuple[str, datetime], int]
) -> int | None:
    """The entry of the act that met the deadline, None where the row is not as that act left it."""
    written = writers.get(f"{Deadline.__tablename__}/{deadline.id}")
    if written is None:
        return unsealed.get((deadline.subject, deadline.done_at)) if deadline.done_at else None
    row = {column.name: getattr(deadline, column.name) for column in inspect(Deadline).columns}
    return written.entry if row_digest(row) == written.digest else None


def _proved(deadline: Deadline, index: int | None, closings: Sequence[tuple[date, int]]) -> Proved:
    if index is None or deadline.done_at is None:
        return Proved(Proof.CONTRADICTED, None, None)
    return proved(index, clock.day(deadline.done_at), closings)


def standing(deadline: Deadline, today: date, proof: Proved | None = None) -> rules.Standing:
    """Where the deadline stands on this day; what was met counts on the day that `proof` (of `proofs`) gives it."""
    if proof is not None:
        return rules.standing(deadline.due_on, proof.on, False, today, calendar())
    ended_at = deadline.done_at or deadline.dropped_at
    done_on = clock.day(ended_at) if ended_at else None
    return rules.standing(deadline.due_on, done_on, deadline.dropped_at is not None, today, calendar())


def soon(today: date) -> date:
    """The last due day that counts as due soon: the next working day."""
    return calendar().after(today, 1)


def days_left(deadline: Deadline, today: date) -> int:
    """Working days left: 0 on the due day, negative after it."""
    return rules.days_left(deadline.due_on, today, calendar())


def explain(deadline: Deadline) -> list[rules.Day]:
    """Each day counted and skipped, by the calendar version that made the deadline."""
    version = deadline.calendar_version
    made_by = rules.Calendar() if version is None else calendar(version)
    return rules.explain(deadline.starts_on, deadline.due_on, made_by)
