"""The work of results for the timer."""

from datetime import datetime

from app.kernel import timer
from app.kernel.db import transaction
from app.results import service


@timer.work("results:purge")
def purge(at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days."""
    with transaction():
        return service.purge(at=at)
