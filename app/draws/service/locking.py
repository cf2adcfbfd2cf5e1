"""The lock: from here on no byte of the lists changes (draw/1 step 1)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.draws import queries, rules
from app.draws.models import Draw
from app.draws.rules import Announcement, Source
from app.draws.service.drafting import difference
from app.draws.service.keeping import held, keep, sealed
from app.kernel import clock
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.ledger.service import record
from app.policy import queries as policy

SECRET_BYTES = 32


def lock(
    draw: Draw,
    *,
    value_due: datetime,
    sources: Sequence[Source],
    reveal: str,
    key: bytes,
    secret: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Lock the lists: announce the sources of the value, draw the secret, commit to all of it.

    No door gives a `secret`; the demo city has one of its seed. To know it early is of no use: the value comes later.

    Refuses what the rules of the lock refuse, a plan that has another open lock, and lists from before the last draw of
    the same plan: their limits do not know what that one took.
    """
    found = held(draw)
    state = rules.after(found.state, "lock")
    _check_turn(found)
    last, book = queries.last_locked(), policy.newest()
    previous = last.commitment or "" if last else ""
    announced = Announcement(
        draw=found.number,
        previous=previous,
        locked_at=_told(at),
        value_due=_told(value_due),
        sources=tuple(sources),
        reveal=reveal,
        rulebook=f"rulebook/{book}",
    )
    own, secret = queries.kept(found), secret or secrets.token_hex(SECRET_BYTES)
    lists = rules.read(own)
    files = rules.lock(announced, lists, secret, previous=previous, bounds=queries.bounds(clock.day(at)))
    found.state, found.locked_at, found.locked_by = state, at, by.actor
    found.previous, found.value_due, found.reveal = previous, value_due, reveal
    found.commitment, found.sealed_secret = rules.commitment(files), sealed(secret, found, key)
    beside = {rules.DIFFERENCE: difference(lists, rules.exclusions(own))}
    keep(found, {rules.ANNOUNCEMENT: files[rules.ANNOUNCEMENT], rules.MANIFEST: files[rules.MANIFEST], **beside})
    told = {name: rules.digest(data) for name, data in {**own, **beside}.items() if name in rules.BESIDE}
    facts: dict[str, Any] = {name.replace(".", "_"): digest for name, digest in told.items()}
    facts |= {"commitment": found.commitment, "previous": previous, "value_due": _told(value_due)}
    record("draw:lock", found.number, by=by, at=at, rulebook_version=book, **facts)


def _told(at: datetime) -> str:
    return clock.local(at).isoformat(timespec="seconds")


def _check_turn(draw: Draw) -> None:
    other = queries.open_lock(draw.plan_year)
    if other is not None:
        raise Conflict("draw_lock_open", number=other.number)
    drawn_at = queries.last_drawn_at(draw.plan_year)
    if drawn_at is not None and drawn_at > draw.revised_at:
        raise Conflict("draw_draft_stale")
