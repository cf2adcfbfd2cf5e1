"""The verbs on deadlines and on the work calendar."""

from app.workdays.service.calendars import Moved, announce, approve, catch_up, preview, propose, reject, seed, withdraw
from app.workdays.service.deadlines import drop, extend, finish, start

__all__ = [
    "Moved",
    "announce",
    "approve",
    "catch_up",
    "drop",
    "extend",
    "finish",
    "preview",
    "propose",
    "reject",
    "seed",
    "start",
    "withdraw",
]
