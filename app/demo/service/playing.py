"""Playing the acts: every one through the verb of the complaint line that a page would call."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from app.complaints import queries
from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.complaints.rules import Channel
from app.demo.service import fines
from app.demo.service.lives import Act, Step
from app.kernel import clock
from app.kernel.db import db
from app.ledger import queries as ledger
from app.ledger.rules.notes import Signer
from app.ledger.service import close

DAY = timedelta(days=1)
Told = Act | fines.Fine | Step

_PARTS: dict[str, Callable[[Complaint], Any]] = {
    "decide_extension": lambda complaint: queries.extensions(complaint)[-1],
    "hand_over_supplement": lambda complaint: queries.supplements(complaint)[-1],
    "approve_unsealing": lambda complaint: queries.unsealings(complaint)[-1],
}


def play(acts: Iterable[Told], *, key: bytes, signer: Signer) -> None:
    """Do these acts in their order; `key` seals the identities, `signer` closes the days that have passed."""
    for act in acts:
        close_until(clock.day(act.at), signer=signer)
        if isinstance(act, fines.Fine):
            fines.do(act)
        elif isinstance(act, Step):
            act.do(key)
        elif act.verb == "file":
            _file(act, key)
        else:
            _move(act, key)
    db.session.flush()


def close_until(day: date, *, signer: Signer) -> None:
    """Close every day before this one that is open, each at ten past midnight, as the timer does."""
    open_day = (ledger.head().closed_on or day - DAY - DAY) + DAY
    while open_day < day:
        close(open_day, signer=signer, at=clock.midnight(open_day, days=1) + timedelta(minutes=10))
        open_day += DAY


def _file(act: Act, key: bytes) -> None:
    owner = act.life.who.owner
    holder = owner[0].id if owner else None
    origin = f"demo:{act.life.number}"
    filed = complaints.file(**act.arguments, origin=origin, key=key, holder=holder, at=act.at)
    act.life.complaint = filed.complaint
    if act.arguments["filing"].channel is Channel.WEB:
        _fill(act.life.number, act.at)


def _fill(number: int, at: datetime) -> None:
    """The form in which it was written: some minutes long; of each three that were begun one was given up."""
    opened = (at - timedelta(minutes=2 + number * 7 % 23)).isoformat()
    for _ in range(1 + number % 2):
        complaints.count_begun(at=at)
    complaints.count_filed({"began": at.isoformat(), "opened": opened}, at=at)


def _move(act: Act, key: bytes) -> None:
    complaint = act.life.complaint
    if complaint is None:
        raise LookupError("no act before the filing")
    parts = [_PARTS[act.verb](complaint)] if act.verb in _PARTS else []
    more = _more(act, complaint, key)
    getattr(complaints, act.verb)(complaint, *parts, **act.arguments, **more, at=act.at)


def _more(act: Act, complaint: Complaint, key: bytes) -> dict[str, Any]:
    """What only the moment knows: the copies of the files that go over, the key that opens the seal."""
    if act.verb == "accept" and act.life.files:
        return {"copies": complaints.render(complaint, range(1, len(act.life.files) + 1))}
    return {"key": key} if act.verb == "look" else {}
