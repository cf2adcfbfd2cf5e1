"""The timer's work on warnings: each day is counted once."""

from datetime import datetime

from app.kernel import timer
from app.kernel.db import transaction
from app.warnings import service


@timer.work("warnings:count")
def count(at: datetime) -> int:
    """Count the day if nobody has; how many warnings were made."""
    with transaction():
        return service.count(at=at)
