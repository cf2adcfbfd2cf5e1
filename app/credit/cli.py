"""The timer's work on credit: reminders of repair and of the end."""

from datetime import datetime

from app.credit import service
from app.kernel import timer
from app.kernel.db import transaction


@timer.work("credit:remind")
def remind(at: datetime) -> int:
    """Remind enterprises, once of each thing."""
    with transaction():
        return service.remind(at=at)
