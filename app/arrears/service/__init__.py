"""Changing arrears: an account opened, repayments told and contradicted, what the office settles and finds, steps."""

from app.arrears.service.acts import CREDITOR, Side
from app.arrears.service.booking import assess, object_to, repay, settle
from app.arrears.service.leading import Paper, hand_over, take_step
from app.arrears.service.opening import Debt, limit, open_account

__all__ = [
    "CREDITOR",
    "Debt",
    "Paper",
    "Side",
    "assess",
    "hand_over",
    "limit",
    "object_to",
    "open_account",
    "repay",
    "settle",
    "take_step",
]
