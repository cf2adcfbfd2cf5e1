"""A draw made void: freely while nobody can know its value, by two people after it, and never out of sight."""

from datetime import datetime

from app.draws import queries, rules
from app.draws.models import Draw, Voiding
from app.draws.rules import State
from app.draws.service.drawing import computed
from app.draws.service.keeping import held, opened
from app.kernel.db import db
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import Actor
from app.ledger.service import record


def void(draw: Draw, reason: str, *, key: bytes, by: Actor, at: datetime) -> bool:
    """Make a draw void, for a reason; answers whether it is, or waits for a second person.

    One person is enough while the value is neither typed nor due: from the instant at which it is due its sources may
    have told it. Refuses a second wish beside one that waits.
    """
    found = held(draw)
    rules.after(found.state, "void")
    if queries.voiding(found) is not None:
        raise Conflict("draw_void_waiting")
    alone = not rules.is_known(found.value, found.value_due, at)
    wish = Voiding(draw_id=found.id, reason=reason, alone=alone, asked_by=by.actor, asked_at=at)
    db.session.add(wish)
    if alone:
        _annul(found, key, at)
    record("draw:void", found.number, by=by, at=at, reason=reason, done="yes" if alone else "no")
    return alone


def confirm_void(draw: Draw, *, key: bytes, by: Actor, at: datetime) -> None:
    """The second person agrees: the draw is void, with everything on view and the result that it would have had."""
    found = held(draw)
    rules.after(found.state, "void")
    wish = _waiting(found)
    if wish.asked_by == by.actor:
        raise Refused("draw_void_same_person", status=403)
    wish.confirmed_by, wish.confirmed_at = by.actor, at
    _annul(found, key, at)
    record("draw:confirm_void", found.number, by=by, at=at, reason=wish.reason)


def drop_void(draw: Draw, *, by: Actor, at: datetime) -> None:
    """Take back a wish that waits: the draw stands. That it was wished stays on view."""
    found = held(draw)
    wish = _waiting(found)
    wish.dropped_by, wish.dropped_at = by.actor, at
    record("draw:drop_void", found.number, by=by, at=at, reason=wish.reason)


def _waiting(draw: Draw) -> Voiding:
    wish = queries.voiding(draw)
    if wish is None or wish.alone or wish.confirmed_at is not None:
        raise Missing("draw_void_none")
    return wish


def _annul(draw: Draw, key: bytes, at: datetime) -> None:
    if draw.value is not None and draw.seed is None:
        computed(draw, key)
    if draw.commitment is not None:
        draw.secret = opened(draw, key)
    draw.state, draw.voided_at = State.VOID, at
