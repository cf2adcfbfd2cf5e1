"""The verbs on actions close after complaints: found once a day, looked at on record, judged once."""

from datetime import datetime

from app.accounts.models import User
from app.discipline import queries, rules
from app.discipline.models import Watch, WatchLook
from app.discipline.queries import Opened
from app.discipline.queries.reprisals import Holder
from app.discipline.rules import Close, State
from app.kernel import clock, sealing, serials
from app.kernel.db import db, take_turn
from app.kernel.errors import Conflict
from app.kernel.permissions import SYSTEM
from app.ledger import queries as ledger
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.policy import queries as policy

SERIES, RULE = "BF", "discipline.watch"


def watch(*, key: bytes, holder: Holder, at: datetime) -> int:
    """Look for new entries, once a day; how many. Office and discipline are told how many, and no more."""
    take_turn(db.session.connection())
    day = clock.day(at)
    ref, term = f"watch:{day.isoformat()}", policy.in_force(RULE, day)
    if term is None or ledger.of(ref):
        return 0
    found = {_mark(one, key): one for one in queries.found(day, int(str(term.value)), holder)}
    new = [(mark, one) for mark, one in found.items() if mark not in queries.known(found)]
    for mark, one in new:
        _keep(mark, one, key, at=at)
    for whom in (audience.OFFICE, audience.DISCIPLINE) if new else ():
        notices.tell(whom, "watch_found", "watch", at=at, day=day.isoformat(), count=len(new))
    record("discipline:watch", ref, by=SYSTEM, at=at, found=len(new))
    return len(new)


def _mark(one: Close, key: bytes) -> str:
    return sealing.pseudonym(key, f"watch:{one.action.ref}")


def _keep(mark: str, one: Close, key: bytes, *, at: datetime) -> None:
    number = serials.following(SERIES, clock.day(at))
    told = {
        "kind": one.action.kind.value,
        "ref": one.action.ref,
        "on": clock.day(one.action.at).isoformat(),
        "days": one.days,
        "enterprise_id": one.action.enterprise_id,
        "department_id": one.department_id,
    }
    sealed = sealing.seal(key, told, context=number)
    db.session.add(Watch(number=number, mark=mark, sealed=sealed, state=State.OPEN, found_at=at))
    db.session.flush()


def look(*, key: bytes, by: User, at: datetime) -> list[Opened]:
    """Read the list: each look is on record. The ledger tells that there was one, the discipline's own log at what."""
    rows = queries.watches()
    made = WatchLook(what=f"{len(rows)}", by_id=by.id, at=at)
    db.session.add(made)
    db.session.flush()
    record("discipline:look", f"look:{made.id}", by=by, at=at)
    return queries.opened(rows, key)


def judge(
    found: Watch, *, verdict: State, words: str, key: bytes, seen: int | None = None, by: User, at: datetime
) -> None:
    """Say what was found of an entry, once. The words are sealed as the entry is; the ledger has the verdict."""
    if seen is not None and seen != found.version:
        raise Conflict("changed_meanwhile")
    state, judge = rules.judged(found.state, verdict, words), by.id
    found.judgement = sealing.seal(key, {"words": words}, context=f"{found.number}:judgement")
    found.state, found.judged_at, found.judged_by = state, at, judge
    record("discipline:judge", found.number, by=by, at=at, verdict=verdict)
