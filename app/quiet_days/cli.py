"""The timer's work on requests: reminded of, told to the office, expired."""

from datetime import datetime

from app.kernel import timer
from app.kernel.db import transaction
from app.quiet_days import service


@timer.work("quiet_days:remind")
def remind(at: datetime) -> int:
    """Remind leaders, and tell the office, of what waits too long: once for each sending."""
    with transaction():
        return service.remind(at=at)


@timer.work("quiet_days:expire")
def expire(at: datetime) -> int:
    """Close the requests whose quiet days have all gone by."""
    with transaction():
        return service.expire(at=at)
