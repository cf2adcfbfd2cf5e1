"""Changing supervision: orders by rule and measures, their receipt and answer, minutes, reminders, referrals."""

from app.supervision.service.announcing import announce
from app.supervision.service.answering import answer, note, receive, withdraw
from app.supervision.service.issuing import Draft, dismiss, issue, take_measure
from app.supervision.service.referring import conclude, refer_up, take_up
from app.supervision.service.reminding import remind

__all__ = [
    "Draft",
    "announce",
    "answer",
    "conclude",
    "dismiss",
    "issue",
    "note",
    "receive",
    "refer_up",
    "remind",
    "take_measure",
    "take_up",
    "withdraw",
]
