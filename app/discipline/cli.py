"""The timer's work for the discipline role: actions close after complaints are looked for once a day."""

from datetime import datetime
from functools import partial

from flask import current_app

from app.complaints import service as complaints
from app.discipline import service
from app.kernel import sealing, timer
from app.kernel.db import transaction


@timer.work("discipline:watch")
def watch(at: datetime) -> int:
    """Look for new ones if nobody has today; how many."""
    root = sealing.key(current_app.config["BE_IDENTITY_KEY"])
    key = sealing.derived_key(root, "reprisals")
    with transaction():
        return service.watch(key=key, holder=partial(complaints.holder_of, root), at=at)
