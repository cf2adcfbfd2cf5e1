"""What a typical case may tell, who approves it, and until when it stands."""

from app.typical_cases.rules.states import (
    State,
    after,
    check_approver,
    check_drafter,
    check_looked,
    check_until,
    open_verbs,
    shown,
)
from app.typical_cases.rules.telling import Datum, Found, telling

__all__ = [
    "Datum",
    "Found",
    "State",
    "after",
    "check_approver",
    "check_drafter",
    "check_looked",
    "check_until",
    "open_verbs",
    "shown",
    "telling",
]
