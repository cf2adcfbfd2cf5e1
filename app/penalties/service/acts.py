"""What the verbs share: the state's move, the one ledger entry, the notices, the clocks."""

from datetime import date, datetime
from typing import Any

from app.kernel import clock
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Actor
from app.ledger import rules as proofs
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices
from app.penalties import queries, rules
from app.penalties.models import Decision, Filing
from app.penalties.rules.words import Words
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays import service as deadlines
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

TERMS = {DeadlineKind.PUBLICITY: "penalty.publish", DeadlineKind.TAKE_DOWN: "penalty.take_down"}


def move(filing: Filing, verb: str, *, at: datetime, **companions: Any) -> None:
    """Bring the filing into the state that the verb leads to, with the columns that go with it.

    Refused where the verb is not open.
    """
    state = rules.after(filing.state, verb)
    for name, value in companions.items():
        setattr(filing, name, value)
    if state is not filing.state:
        filing.state, filing.state_since = state, at


def expect(filing: Filing, seen: int | None) -> None:
    """Refuse where the page was made from another version than the one that lies here now."""
    if seen is not None and seen != filing.version:
        raise Conflict("changed_meanwhile")


def decided(filing: Filing) -> Decision:
    """The decision. Refuses what presupposes one where there is none."""
    found = queries.decision(filing)
    if found is None:
        raise Refused("penalty_wrong_state", status=409)
    return found


def record(filing: Filing, verb: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of this act."""
    ledger.record(f"penalty:{verb}", filing.number, by=by, at=at, **facts)


def record_own(filing: Filing, verb: str, said: Words, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of a department's own act: the digest of its words proves them on the receipt."""
    if "files" in said:
        facts["files"] = said["files"]
    record(filing, verb, by=by, at=at, words=proofs.digest(proofs.canonical(said)), **facts)


def tell_department(filing: Filing, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to the department that filed."""
    notices.tell(audience.department(filing.department_id), kind, filing.number, at=at, **facts)


def tell_office(filing: Filing, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to the oversight office."""
    notices.tell(audience.OFFICE, kind, filing.number, at=at, **facts)


def start(filing: Filing, kind: DeadlineKind, *, since: date, by: Actor, at: datetime) -> Deadline:
    """Start a clock on a day, which is itself not counted, by the rulebook of that day."""
    term = policy.term(TERMS[kind], since)
    return deadlines.start(
        filing.number,
        kind,
        rule_id=term.id,
        rulebook_version=term.version,
        length=int(term.value),
        by=by,
        at=at,
        since=since,
    )


def finish(filing: Filing, kind: DeadlineKind, *, at: datetime) -> None:
    """Stop a running clock: what it waited for has happened."""
    found = workdays.deadline(filing.number, kind)
    if found and found.is_open:
        deadlines.finish(found, at=at)


def end(filing: Filing, kind: DeadlineKind, *, why: str, at: datetime) -> None:
    """A clock that no longer applies: dropped in time, or, where it was already missed, kept as missed for good."""
    found = workdays.deadline(filing.number, kind)
    if found is None or not found.is_open:
        return
    if found.due_on < clock.day(at):
        deadlines.finish(found, at=at)
    else:
        deadlines.drop(found, why=why, at=at)
