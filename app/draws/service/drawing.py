"""The draw itself, once; and everything laid open (draw/1 steps 3 to 6)."""

from datetime import datetime
from typing import Any

from app.draws import rules
from app.draws.models import Draw
from app.draws.rules import Result
from app.draws.service.keeping import held, keep, opened, whole
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record


def draw(draw: Draw, *, key: bytes, by: Actor, at: datetime) -> bool:
    """Draw. Answers False where it was drawn before: there is one result, whoever asks for it and however often."""
    found = held(draw)
    if found.state in rules.HAS_RESULT:
        return False
    state = rules.after(found.state, "draw")
    result = computed(found, key)
    found.state, found.drawn_at, found.drawn_by = state, at, by.actor
    facts: dict[str, Any] = {"result": rules.digest(result.content), "visits": len(result.visits)}
    record("draw:draw", found.number, by=by, at=at, missing=found.figures["missing"], **facts)
    return True


def computed(draw: Draw, key: bytes) -> Result:
    """The result of a draw whose value is known, kept with its seed and what is counted of it."""
    result = rules.run(whole(draw, key), draw.value or "")
    keep(draw, {rules.RESULT: result.content})
    draw.seed = result.seed
    draw.figures = {
        **draw.figures,
        "visits": len(result.visits),
        "missing": sum(one.missing for one in result.shortfalls),
        "short": sum(bool(visit.short) for visit in result.visits),
        "checks": sum(len(visit.tasks) for visit in result.visits),
    }
    return result


def publish(draw: Draw, *, visits_done: bool = False, key: bytes, by: Actor, at: datetime) -> None:
    """Lay everything open: the secret, the lists, the result.

    A draw whose targets were announced to stay hidden until the visits is published when they are done, not before:
    `visits_done` says so for the slice that keeps the visits, and the ledger keeps it.
    """
    found = held(draw)
    state = rules.after(found.state, "publish")
    if found.reveal == rules.AFTER_VISITS and not visits_done:
        raise Refused("draw_visits_open", status=409)
    found.state, found.published_at, found.published_by = state, at, by.actor
    found.secret = opened(found, key)
    done = "yes" if visits_done else "no"
    record("draw:publish", found.number, by=by, at=at, reveal=found.reveal, visits_done=done)
