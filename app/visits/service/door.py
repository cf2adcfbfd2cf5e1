"""At the door: in on a day, out again, by the server's clock; before the approval only in an emergency."""

from datetime import date, datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.visits import queries, rules
from app.visits.models import BackEntry, CheckIn, Visit
from app.visits.service.passes import new_code
from app.visits.service.telling import tell_enterprise


def check_in(visit: Visit, *, scanned: str, by: User, at: datetime) -> CheckIn:
    """The department goes in; `scanned` is the code of the enterprise at whose door it stands, or the pass.

    The day is that of the instant in Asia/Shanghai. Refuses another day, a quiet day that nobody approved, another
    enterprise's door or pass, an inspector whose certificate does not hold today, going in twice, and what has come
    to stop a routine visit since it was registered.
    """
    state, day = rules.after(visit.state, "check_in"), clock.day(at)
    if scanned not in {visit.enterprise.uscc, visit.code}:
        raise Refused("pass_of_another_enterprise", status=409)
    needed = set(queries.needed(visit))
    covered = {one for one in needed if one.isoformat() in visit.covered}
    rules.check_entry(day, visit.starts_on, visit.ends_on, needed=needed, covered=covered)
    if queries.entry(visit, day) is not None:
        raise Refused("visit_entered_already", status=409)
    rules.check(queries.points_at_door(visit))
    visit.state, unknown = state, queries.is_hidden(visit)
    entry = _enter(visit, day, "", by=by, at=at)
    if unknown:
        tell_enterprise(visit, "visit_registered", at=at)
    record("visit:check_in", visit.number, by=by, at=at, day=day, emergency="")
    return entry


def enter_urgently(visit: Visit, *, reason: str, by: User, at: datetime) -> CheckIn:
    """The department went in before anybody approved; at the latest before leaving it is registered (突发先行).

    Refused while `visit.emergency` is off. It is a finding until the office has judged it.
    """
    state, day = rules.after(visit.state, "enter_urgently"), clock.day(at)
    if not queries.emergencies_allowed(day):
        raise Refused("visit_emergency_off", status=409)
    if not reason:
        raise Refused("required", field="reason")
    rules.check_entry(day, visit.starts_on, visit.ends_on, needed=(), covered=())
    visit.state, visit.state_since, visit.revised_at = state, at, at
    visit.code = new_code()
    tell_enterprise(visit, "visit_registered", at=at)
    notices.tell(audience.OFFICE, "visit_emergency", visit.number, at=at, department=visit.department.name)
    entry = _enter(visit, day, reason, by=by, at=at)
    record("visit:enter_urgently", visit.number, by=by, at=at, day=day, emergency=reason)
    return entry


def check_out(visit: Visit, *, by: User, at: datetime) -> None:
    """The department leaves on the day on which it went in, or later."""
    rules.after(visit.state, "check_out")
    inside = [entry for entry in visit.entries if entry.left_at is None]
    if not inside:
        raise Refused("visit_not_entered", status=409)
    for entry in inside:
        entry.left_at = at
    record("visit:check_out", visit.number, by=by, at=at, day=inside[-1].on)


def finish(visit: Visit, *, on: date, said: tuple[datetime, datetime] | None = None, by: User, at: datetime) -> None:
    """The visit is over since a day of its own: its pass holds on no later one, and nobody goes in any more.

    `said` is when the department says that it went in and out of a visit that the door did not record (补录). It is an
    entry like those of the door from then on: whatever is wrong with it is found alike.
    """
    visit.state, visit.revised_at = rules.after(visit.state, "finish"), at
    visit.ends_on = on
    if said is not None:
        entry = _enter(visit, clock.day(said[0]), "", by=by, at=said[0])
        entry.left_at, entry.back = said[1], BackEntry(said_at=at)
    record("visit:finish", visit.number, by=by, at=at, day=on)


def _enter(visit: Visit, day: date, emergency: str, *, by: User, at: datetime) -> CheckIn:
    entry = CheckIn(on=day, entered_at=at, entered_by_id=by.id, left_at=None, emergency=emergency)
    visit.entries.append(entry)
    db.session.flush()
    return entry
