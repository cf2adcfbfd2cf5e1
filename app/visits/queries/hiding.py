"""Visits of which the enterprise does not know yet."""

from app.draws.rules import AFTER_VISITS
from app.draws.rules import State as DrawState
from app.visits.models import Visit


def is_hidden(visit: Visit) -> bool:
    """Whether the enterprise is not to know yet: the draw was announced to stay hidden until its visits."""
    if visit.drawn is None or visit.entries:
        return False
    draw = visit.drawn.draw
    return draw.reveal == AFTER_VISITS and draw.state is DrawState.DRAWN
