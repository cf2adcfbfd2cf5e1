"""How far each counter stands, and which warnings are due: what counts less what has counted already."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.permissions import Role
from app.policy import queries as policy
from app.warnings import rules
from app.warnings.models import CountedDay, Warned, WarnedCase
from app.warnings.queries.events import Counter, Grouped, events
from app.warnings.rules import Event, Kind, Terms

# By kind the rules that say how many, and within how many days.
RULES = {
    Kind.SAME_ENTERPRISE: ("warning.same_enterprise_visits", "warning.same_enterprise"),
    Kind.LATE_ANSWERS: ("warning.late_answers", "warning.late_answers_within"),
    Kind.WITHOUT_PASS: ("warning.without_pass", "warning.without_pass_within"),
    Kind.UNANNOUNCED: ("warning.without_pass", "warning.without_pass_within"),
}
WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})


class Due(NamedTuple):
    """A warning that is due: its counter, its events with the departments whose doing they are, its numbers."""

    counter: Counter
    events: Mapping[Event, tuple[int, ...]]
    terms: Terms


def terms(on: date) -> dict[Kind, Terms]:
    """The numbers of each kind in force on a day; a kind without them is not counted."""
    found = {}
    for kind, (needed, within) in RULES.items():
        rows = policy.in_force(needed, on), policy.in_force(within, on)
        if rows[0] is not None and rows[1] is not None:
            version = max(rows[0].version, rows[1].version)
            found[kind] = Terms(max(1, int(str(rows[0].value))), int(str(rows[1].value)), version)
    return found


def is_counted(day: date) -> bool:
    """Whether a day's counting is done."""
    return db.session.get(CountedDay, day) is not None


def due(today: date) -> list[Due]:
    """The warnings that have become due since it was counted last, in the order in which they are numbered."""
    numbers = terms(today)
    last = db.session.scalar(select(func.max(CountedDay.day))) or today
    found = _fresh(_since(last, numbers), today) if numbers else {}
    starts, made = _restarts(), list[Due]()
    for counter, counting in sorted(found.items()):
        if counter.kind in numbers:
            own = numbers[counter.kind]
            warnings, _held = rules.counted(counting, own, since=starts.get((counter.kind, counter.name)))
            made.extend(Due(counter, {one: counting[one] for one in events}, own) for events in warnings)
    return made


def standings(today: date, *, to: User) -> list[Due]:
    """What counts towards the next warning, by counter, the fullest first; a department's people see their own."""
    numbers, starts = terms(today), _restarts()
    found = _fresh(_since(today, numbers), today) if numbers else {}
    rows = []
    for counter, counting in found.items():
        if counter.kind in numbers and _may_see(counter, counting, to):
            own = numbers[counter.kind]
            held = rules.progress(counting, own, today, since=starts.get((counter.kind, counter.name)))
            rows += [Due(counter, {one: counting[one] for one in held}, own)] if held else []
    return sorted(rows, key=lambda row: (len(row.events) - row.terms.needed, row.counter), reverse=True)


def _may_see(counter: Counter, counting: Mapping[Event, tuple[int, ...]], to: User) -> bool:
    if to.role in WHOLE_CITY:
        return True
    own = any(to.department_id in units for units in counting.values())
    return own and counter.kind is not Kind.UNANNOUNCED


def _since(day: date, numbers: Mapping[Kind, Terms]) -> date:
    """The first day that can still count on a day, by the longest of the windows."""
    return day - timedelta(days=max((one.within for one in numbers.values()), default=0))


def _fresh(since: date, today: date) -> Grouped:
    """What counts, less what has made a warning already."""
    asked = select(WarnedCase.kind, WarnedCase.counter, WarnedCase.ref).where(WarnedCase.on >= since)
    used = {(kind, counter, ref) for kind, counter, ref in db.session.execute(asked)}
    return {
        counter: {one: units for one, units in found.items() if (counter.kind, counter.name, one.ref) not in used}
        for counter, found in events(since, today).items()
    }


def _restarts() -> dict[tuple[Kind, str], date]:
    """By counter, the day on which its last warning was reached."""
    asked = select(Warned.kind, Warned.counter, func.max(Warned.reached_on)).group_by(Warned.kind, Warned.counter)
    return {(kind, counter): on for kind, counter, on in db.session.execute(asked)}
