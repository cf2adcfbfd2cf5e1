"""The pass: given to a visit that needs nobody's approval, or with the approval of its quiet days; taken away again."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.kernel.sealing import ALPHABET
from app.ledger.service import record
from app.visits import queries, rules
from app.visits.models import Visit
from app.visits.service.drafting import expect, lead
from app.visits.service.telling import tell_enterprise

_GROUPS, _GROUP = 4, 4


def register(visit: Visit, *, seen: int | None = None, by: User, at: datetime) -> None:
    """Register a visit on days that nobody must approve: it gets its pass. Refuses what stands against it."""
    expect(visit, seen)
    lead(visit, by)
    state, found = rules.after(visit.state, "register"), queries.points(visit)
    rules.check(found)
    if queries.needed(visit):
        raise Refused("visit_needs_approval", status=409)
    _pass(visit, state, at=at)
    tell_enterprise(visit, "visit_registered", at=at)
    record("visit:register", visit.number, by=by, at=at, points=rules.told(found), day=visit.starts_on)


def wait(visit: Visit, *, seen: int | None = None, by: User, at: datetime) -> tuple[rules.Point, ...]:
    """The visit waits for the approval of its quiet days; answers what stands against it. Refuses what stops it."""
    expect(visit, seen)
    lead(visit, by)
    state, found = rules.after(visit.state, "wait"), queries.points(visit)
    rules.check(found)
    if not queries.needed(visit):
        raise Refused("visit_needs_no_approval", status=409)
    visit.state, visit.state_since, visit.revised_at = state, at, at
    record("visit:wait", visit.number, by=by, at=at, points=rules.told(found))
    return found


def clear(visit: Visit, *, days: Sequence[date], filing: str, later: bool = False, by: Actor, at: datetime) -> None:
    """The quiet days were approved and filed: the visit gets its pass. `later` moves it behind the quiet days."""
    state = rules.after(visit.state, "clear")
    if later:
        visit.starts_on, visit.ends_on = rules.later(visit.starts_on, visit.ends_on, queries.window(visit.starts_on))
    visit.covered, visit.filing = [] if later else [day.isoformat() for day in days], filing
    _pass(visit, state, at=at)
    tell_enterprise(visit, "visit_registered", at=at)
    days_told: dict[str, Any] = {"starts_on": visit.starts_on, "ends_on": visit.ends_on}
    record("visit:clear", visit.number, by=by, at=at, filing=filing, covered=visit.covered, **days_told)


def give_back(visit: Visit, *, by: Actor, at: datetime) -> None:
    """The visit is a draft again, its pass is void. Refuses where somebody has entered."""
    state = rules.after(visit.state, "give_back")
    _leave(visit, state, at=at)
    visit.code, visit.covered, visit.filing = None, [], ""
    record("visit:give_back", visit.number, by=by, at=at)


def give_up(visit: Visit, *, by: Actor, at: datetime) -> None:
    """Nobody approves its quiet days: the visit does not take place. One that a draw sent waits for other days.

    Refuses where somebody has entered.
    """
    (call_off if visit.drawn is None else give_back)(visit, by=by, at=at)


def cancel(visit: Visit, *, by: User, at: datetime) -> None:
    """The department calls its visit off. One whose quiet days were approved goes with its request.

    Refuses a visit that a draw sent: who is to be visited instead only the draw says.
    """
    rules.after(visit.state, "cancel")
    lead(visit, by)
    if visit.drawn is not None:
        raise Refused("visit_is_drawn", status=409)
    if visit.filing:
        raise Refused("visit_has_request", status=409)
    call_off(visit, by=by, at=at)


def call_off(visit: Visit, *, by: Actor, at: datetime) -> None:
    """The visit does not take place, its pass says so. Refuses where somebody has entered."""
    _leave(visit, rules.after(visit.state, "call_off"), at=at)
    record("visit:call_off", visit.number, by=by, at=at)


def new_code() -> str:
    """A pass: 80 random bits, in groups for reading aloud."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    return "-".join(groups)


def _leave(visit: Visit, state: rules.State, *, at: datetime) -> None:
    """A visit that nobody has begun is none for now; an enterprise that could see its pass is told."""
    if visit.entries:
        raise Refused("visit_entered_already", status=409)
    if visit.code is not None:
        tell_enterprise(visit, "visit_cancelled", at=at)
    visit.state, visit.state_since, visit.revised_at = state, at, at


def _pass(visit: Visit, state: rules.State, *, at: datetime) -> None:
    visit.state, visit.state_since, visit.revised_at = state, at, at
    visit.code = new_code()
