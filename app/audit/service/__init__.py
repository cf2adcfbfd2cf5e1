"""Changing findings: a run keeps what it finds; the owner explains and corrects; the office asks and decides."""

from app.audit.service.handling import accept, ask, close, correct, dismiss, explain, reopen, send_back, waive
from app.audit.service.running import run, run_nightly

__all__ = [
    "accept",
    "ask",
    "close",
    "correct",
    "dismiss",
    "explain",
    "reopen",
    "run",
    "run_nightly",
    "send_back",
    "waive",
]
