"""The timer's work on supervision: the office is told what waits for a decision of its own."""

from datetime import datetime

from app.kernel import timer
from app.kernel.db import transaction
from app.supervision import service


@timer.work("supervision:announce")
def announce(at: datetime) -> int:
    """Tell the office, once on a working day, how much the rule proposes."""
    with transaction():
        return service.announce(at=at)
