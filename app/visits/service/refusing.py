"""An act that was refused leaves a trace: who tried what, and why it was turned down."""

from datetime import datetime

from app.kernel.permissions import Actor
from app.ledger.service import record


def note_refused(ref: str, verb: str, code: str, *, by: Actor, at: datetime) -> None:
    """Record that a verb on a case was refused with this code: an act of its own, after the one that failed."""
    record("visit:note_refused", ref, by=by, at=at, tried=verb, code=code)
