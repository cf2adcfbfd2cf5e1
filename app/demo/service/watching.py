"""What the timer does at night, once at the end: warnings are counted, actions soon after complaints looked for."""

from datetime import datetime
from functools import partial

from app.complaints import service as complaints
from app.discipline import service as discipline
from app.kernel import sealing
from app.warnings import service as warnings


def watch_over(*, key: bytes, at: datetime) -> None:
    """Count and look, as of an instant; `key` is the root key of the identities."""
    warnings.count(at=at)
    own = sealing.derived_key(key, "reprisals")
    discipline.watch(key=own, holder=partial(complaints.holder_of, key), at=at)
