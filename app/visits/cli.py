"""The timer's work on visits: those of draws follow what was replaced and recused."""

from datetime import datetime

from app.kernel import timer
from app.kernel.db import transaction
from app.visits import service


@timer.work("visits:follow")
def follow(at: datetime) -> int:
    """Bring the visits of draws in line with their draws."""
    with transaction():
        return service.follow(at=at)
