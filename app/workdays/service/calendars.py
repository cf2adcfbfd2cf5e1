"""The verbs on the work calendar: a year's notice is proposed, decided by a second person, and moves deadlines."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.workdays import queries, rules
from app.workdays.models import CalendarProposal, CalendarVersion, Deadline, ProposalState, SpecialDay
from app.workdays.service.deadlines import recompute


class Moved(NamedTuple):
    """A deadline and where a calendar puts its end."""

    deadline: Deadline
    before: date
    after: date
    provisional: bool


def announce(year: int, days: Iterable[rules.Special], *, by: Actor, at: datetime, source: str) -> CalendarVersion:
    """Load the notice for `year` as a new calendar version and recompute every running deadline that it moves.

    One act: each moved deadline gets a ledger entry under its case. The notice that is loaded already changes nothing.
    Refuses what `rules.checked` refuses.
    """
    listed = rules.checked(year, days)
    loaded = queries.version_of(year)
    if loaded and queries.notices(loaded.number)[year] == listed:
        return loaded
    calendar = _with(year, listed)
    moved = _moved(queries.open_from(clock.day(at)), calendar)
    version = _add_version(calendar, year, listed, by=by, at=at, source=source)
    for move in moved:
        recompute(move.deadline, calendar, move.deadline.extension)
    facts: dict[str, Any] = {
        "year": year,
        "days": len(listed),
        "moved": len(moved),
        "digest": version.digest,
        "source": source,
    }
    record("workdays:announce", f"calendar:{year}", by=by, at=at, calendar_version=version.number, **facts)
    for move in moved:
        _record_move(move, by=by, at=at)
    return version


def _add_version(
    calendar: rules.Calendar, year: int, listed: list[rules.Special], *, by: Actor, at: datetime, source: str
) -> CalendarVersion:
    version = CalendarVersion(
        number=calendar.version,
        year=year,
        source=source,
        digest=_digest(calendar),
        loaded_at=at,
        loaded_by_id=by.id if isinstance(by, User) else None,
        days=[SpecialDay(on=day.on, kind=day.kind, name=day.name) for day in listed],
    )
    db.session.add(version)
    db.session.flush()
    return version


def _record_move(move: Moved, *, by: Actor, at: datetime) -> None:
    deadline = move.deadline
    facts: dict[str, Any] = {"kind": deadline.kind, "round": deadline.round, "before": move.before, "after": move.after}
    version = deadline.calendar_version
    mark = int(move.provisional)
    record("workdays:recompute", deadline.subject, by=by, at=at, calendar_version=version, provisional=mark, **facts)


def _with(year: int, listed: list[rules.Special]) -> rules.Calendar:
    """The calendar as it will be: the newest one with this year's notice in place of an older one."""
    newest = queries.calendar().version or 0
    kept = queries.notices(newest)
    kept[year] = listed
    return rules.merged(kept, newest + 1)


def _digest(calendar: rules.Calendar) -> str:
    lines = [str(year) for year in sorted(calendar.announced)]
    lines += [rules.encoded(day) for day in sorted(calendar.special.values())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _moved(deadlines: Iterable[Deadline], calendar: rules.Calendar) -> list[Moved]:
    """Those whose end or whose mark this calendar changes."""
    found = []
    for deadline in deadlines:
        end = rules.due(deadline.starts_on, deadline.length + deadline.extension, calendar)
        if (end.on, end.provisional) != (deadline.due_on, deadline.provisional):
            found.append(Moved(deadline, deadline.due_on, end.on, end.provisional))
    return found


def preview(year: int, days: Iterable[rules.Special], *, today: date) -> list[Moved]:
    """Which deadlines the notice would move; changes nothing. Refuses what `rules.checked` refuses."""
    return _moved(queries.open_from(today), _with(year, rules.checked(year, days)))


def catch_up(*, by: Actor, at: datetime) -> int:
    """Recompute provisional deadlines that were started while a notice was being loaded; how many were moved."""
    moved = _moved(queries.provisional(), queries.calendar())
    for move in moved:
        recompute(move.deadline, queries.calendar(), move.deadline.extension)
        _record_move(move, by=by, at=at)
    return len(moved)


def seed(*, by: Actor, at: datetime, first: int = rules.MEASURES_YEAR) -> list[CalendarVersion]:
    """Load every notice from year `first` on that the library has read and the calendar has not. Safe to repeat."""
    known = queries.calendar().announced
    missing = [year for year in rules.announced_years() if year >= first and year not in known]
    return [announce(year, _notice(year), by=by, at=at, source="holidays") for year in missing]


def _notice(year: int) -> list[rules.Special]:
    return [rules.Special(on, rules.DayKind(kind), name) for on, kind, name in rules.notice(year)]


def propose(year: int, days: Iterable[rules.Special], *, source: str, by: User, at: datetime) -> CalendarProposal:
    """Propose a year's notice; a second person decides. Refuses what `rules.checked` refuses, and a twin."""
    lines = [rules.encoded(day) for day in rules.checked(year, days)]
    if any(other.year == year for other in queries.proposals(ProposalState.PENDING)):
        raise Conflict("calendar_proposal_pending", field="year", year=year)
    proposal = CalendarProposal(
        year=year, lines=lines, source=source, state=ProposalState.PENDING, proposed_at=at, proposed_by_id=by.id
    )
    db.session.add(proposal)
    db.session.flush()
    record("workdays:propose", f"calendar:{year}", by=by, at=at, proposal=proposal.id, days=len(lines), source=source)
    return proposal


def approve(proposal: CalendarProposal, *, by: User, at: datetime) -> CalendarVersion:
    """A second person approves: the notice is loaded in the same act. Refuses the proposer's own hand."""
    _decide(proposal, ProposalState.APPROVED, by=by, at=at)
    days = [rules.decoded(line) for line in proposal.lines]
    record("workdays:approve", f"calendar:{proposal.year}", by=by, at=at, proposal=proposal.id)
    return announce(proposal.year, days, by=by, at=at, source=proposal.source)


def reject(proposal: CalendarProposal, *, why: str, by: User, at: datetime) -> None:
    """A second person turns the proposal down, with a reason."""
    _decide(proposal, ProposalState.REJECTED, why=why, by=by, at=at)
    record("workdays:reject", f"calendar:{proposal.year}", by=by, at=at, proposal=proposal.id, why=why)


def withdraw(proposal: CalendarProposal, *, by: User, at: datetime) -> None:
    """The proposer takes the proposal back."""
    if by.id != proposal.proposed_by_id:
        raise Refused("calendar_not_yours", status=403)
    _decide(proposal, ProposalState.WITHDRAWN, by=by, at=at)
    record("workdays:withdraw", f"calendar:{proposal.year}", by=by, at=at, proposal=proposal.id)


def _decide(
    proposal: CalendarProposal, state: ProposalState, *, why: str | None = None, by: User, at: datetime
) -> None:
    if proposal.state is not ProposalState.PENDING:
        raise Conflict("calendar_proposal_decided")
    if by.id == proposal.proposed_by_id and state is not ProposalState.WITHDRAWN:
        raise Refused("calendar_own_proposal", status=403)
    proposal.state, proposal.decided_why = state, why
    proposal.decided_at, proposal.decided_by_id = at, by.id
    db.session.flush()
