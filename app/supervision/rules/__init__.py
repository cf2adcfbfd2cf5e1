"""The ladder without a computer: what lateness leads to, and how an order and a referral move."""

from app.supervision.rules.ladder import COLOURS, MEASURES, Kind, Numbers, proposed
from app.supervision.rules.states import MOVES, ReferralState, State, after, check_meeting, open_verbs, referral_after

__all__ = [
    "COLOURS",
    "MEASURES",
    "MOVES",
    "Kind",
    "Numbers",
    "ReferralState",
    "State",
    "after",
    "check_meeting",
    "open_verbs",
    "proposed",
    "referral_after",
]
