"""Changing requests: sent, decided, withdrawn, reminded of, expired; and who stands in for a leader."""

from app.quiet_days.service.deciding import approve, reject, return_request, slip
from app.quiet_days.service.deputizing import deputize, end_deputizing
from app.quiet_days.service.requesting import submit, withdraw
from app.quiet_days.service.watching import expire, remind

__all__ = [
    "approve",
    "deputize",
    "end_deputizing",
    "expire",
    "reject",
    "remind",
    "return_request",
    "slip",
    "submit",
    "withdraw",
]
