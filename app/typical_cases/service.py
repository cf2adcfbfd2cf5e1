"""The verbs on typical cases: drafted, revised, approved by two, sent back, taken down early."""

from datetime import date, datetime
from typing import NamedTuple

from app.accounts.models import User
from app.kernel import clock, serials, wording
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Role
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.typical_cases import queries, rules
from app.typical_cases.models import TypicalCase
from app.typical_cases.rules import State

SERIES = "DX"
PROSE = ("title", "facts", "outcome")


class Draft(NamedTuple):
    """What is told: the words, what kind of thing it was, which department is named if any, until when it is public."""

    title: str
    facts: str
    outcome: str
    category: str
    department_id: int | None
    until_on: date


def draft(told: Draft, *, by: User, at: datetime) -> TypicalCase:
    """Write a case down; it waits for its approvals. Refuses words that tell who, and a last day that is none."""
    _check(told, at)
    made = TypicalCase(**told._asdict(), state=State.PENDING, drafted_by_id=by.id, drafted_at=at)
    made.returned_why = made.withdrawn_why = ""
    db.session.add(made)
    db.session.flush()
    record("typical_case:draft", made.ref, by=by, at=at, until_on=told.until_on)
    _waits(made, at)
    return made


def revise(case: TypicalCase, told: Draft, *, seen: int, by: User, at: datetime) -> None:
    """Write a case anew before it is public: approvals that it had are gone."""
    state = _moved(case, "revise", seen, at)
    rules.check_drafter(by.id, case.drafted_by_id)
    _check(told, at)
    for name, value in told._asdict().items():
        setattr(case, name, value)
    case.state, case.returned_why = state, ""
    _unsign(case)
    record("typical_case:revise", case.ref, by=by, at=at, until_on=told.until_on)
    _waits(case, at)


def approve(case: TypicalCase, *, looked: bool, seen: int, by: User, at: datetime) -> None:
    """Agree to the words as they were shown. The second approval publishes in the same act.

    What is refused of a draft is refused here again: the directory may have grown and days have passed.
    """
    _moved(case, "approve", seen, at)
    office = by.role == Role.OVERSIGHT
    signed = {one for one in (case.office_by_id, case.outside_by_id) if one}
    taken = (case.office_by_id if office else case.outside_by_id) is not None
    rules.check_approver(by.id, drafter_id=case.drafted_by_id, signed=signed, side_signed=taken)
    rules.check_looked(looked)
    _check(Draft(*(getattr(case, name) for name in Draft._fields)), at)
    number = serials.following(SERIES, clock.day(at)) if signed else None
    if office:
        case.office_by_id, case.office_at = by.id, at
    else:
        case.outside_by_id, case.outside_at = by.id, at
    if number is None:
        record("typical_case:approve", case.ref, by=by, at=at)
        return
    case.number, case.published_on = number, clock.day(at)
    case.state = rules.after(case.state, "publish")
    record("typical_case:publish", case.ref, by=by, at=at, number=number, until_on=case.until_on)
    notices.tell(audience.user(case.drafted_by_id), "typical_case_public", case.ref, at=at, number=number)


def send_back(case: TypicalCase, *, words: str, seen: int, by: User, at: datetime) -> None:
    """Send a case back to its drafter, saying why: an approval that it had is gone."""
    case.state = _moved(case, "send_back", seen, at)
    case.returned_why = words
    _unsign(case)
    record("typical_case:send_back", case.ref, by=by, at=at, words=words)
    notices.tell(audience.user(case.drafted_by_id), "typical_case_returned", case.ref, at=at)


def withdraw(case: TypicalCase, *, words: str, seen: int, by: User, at: datetime) -> None:
    """Take a public case down before its last day is over, for a reason that is not public."""
    case.state = _moved(case, "withdraw", seen, at)
    case.withdrawn_why, case.withdrawn_at = words, at
    record("typical_case:withdraw", case.ref, by=by, at=at, number=case.number or "", words=words)


def _moved(case: TypicalCase, verb: str, seen: int, at: datetime) -> State:
    """The state after a verb on the version that was seen."""
    if seen != case.version:
        raise Conflict("changed_meanwhile")
    return rules.after(rules.shown(case.state, case.until_on, clock.day(at)), verb)


def _waits(case: TypicalCase, at: datetime) -> None:
    """Tell both sides that a case waits for them; leaders, who may sign for the outside too, find it in the list."""
    for whom in (audience.OFFICE, audience.DISCIPLINE):
        notices.tell(whom, "typical_case_waits", case.ref, at=at)


def _unsign(case: TypicalCase) -> None:
    case.office_by_id = case.office_at = case.outside_by_id = case.outside_at = None


def _check(told: Draft, at: datetime) -> None:
    today = clock.day(at)
    rules.check_until(told.until_on, today=today, last=queries.last_day(today))
    keys = list(queries.name_keys())
    for field in PROSE:
        found = rules.telling(getattr(told, field), keys)
        if found:
            words = ", ".join(f"“{one.words}” ({wording.label('typical_case.datum', one.datum)})" for one in found)
            raise Refused("typical_case_tells", field=field, words=words)
