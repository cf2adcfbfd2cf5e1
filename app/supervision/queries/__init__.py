"""Looking at supervision: what the rule proposes, orders, reminders, referrals."""

from app.supervision.queries.orders import (
    by_number,
    export,
    matters,
    minutes,
    of_subject,
    orders,
    reminders,
    timeline,
    visible,
)
from app.supervision.queries.proposals import Late, Proposal, late, numbers, proposals, proposed
from app.supervision.queries.referrals import referral, referrals
from app.supervision.queries.repeats import made_before

__all__ = [
    "Late",
    "Proposal",
    "by_number",
    "export",
    "late",
    "made_before",
    "matters",
    "minutes",
    "numbers",
    "of_subject",
    "orders",
    "proposals",
    "proposed",
    "referral",
    "referrals",
    "reminders",
    "timeline",
    "visible",
]
