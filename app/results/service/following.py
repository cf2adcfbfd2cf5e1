"""Follow-up: looked at again, put right or given another day; or handed on as a case."""

from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.ledger.service import record
from app.results import rules
from app.results.models import FollowUp, Recheck
from app.visits import queries as visits


def recheck(
    follow_up: FollowUp,
    *,
    passed: bool,
    words: str,
    next_due_on: date | None,
    visit_number: str = "",
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Recheck:
    """Somebody looked again: it is put right, or gets another day. On the spot only by a visit registered for it."""
    _expect(follow_up, seen, by)
    state = rules.after(follow_up.state, "pass" if passed else "fail")
    if not passed and (next_due_on is None or next_due_on < clock.day(at)):
        raise Refused("result_due_past" if next_due_on else "result_due_missing", field="next_due_on")
    again = _visited(follow_up, visit_number, by) if visit_number else ""
    made = Recheck(follow_up_id=follow_up.id, passed=passed, words=words, visit_number=again, at=at, by_id=by.id)
    made.next_due_on = None if passed else next_due_on
    db.session.add(made)
    follow_up.state, follow_up.closed_at = state, at if passed else None
    follow_up.due_on = made.next_due_on or follow_up.due_on
    facts: dict[str, Any] = {"item": follow_up.item.code, "passed": int(passed), "words": words, "visit": again}
    record("result:recheck", follow_up.result.visit.number, by=by, at=at, **facts, due_on=made.next_due_on)
    return made


def open_case(follow_up: FollowUp, *, case_no: str, seen: int | None = None, by: User, at: datetime) -> None:
    """A case was opened of it: its number is known, and the follow-up ends here."""
    _expect(follow_up, seen, by)
    state = rules.after(follow_up.state, "open_case")
    if not case_no:
        raise Refused("required", field="case_no")
    follow_up.state, follow_up.case_no, follow_up.closed_at = state, case_no, at
    number = follow_up.result.visit.number
    record("result:open_case", number, by=by, at=at, item=follow_up.item.code, case_no=case_no)


def _expect(follow_up: FollowUp, seen: int | None, by: User) -> None:
    if by.department_id != follow_up.result.visit.department_id:
        raise Forbidden("result_of_others")
    if seen is not None and seen != follow_up.version:
        raise Conflict("changed_meanwhile")


def _visited(follow_up: FollowUp, number: str, by: User) -> str:
    """The visit that was registered to look again: at the same enterprise, entered after the result was recorded."""
    try:
        found = visits.get(number, to=by)
    except Missing:
        raise Refused("recheck_visit_unlike", field="visit_number") from None
    result = follow_up.result
    entered = any(entry.entered_at >= result.recorded_at for entry in found.entries)
    if found.enterprise_id != result.visit.enterprise_id or not entered:
        raise Refused("recheck_visit_unlike", field="visit_number")
    return found.number
