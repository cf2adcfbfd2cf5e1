"""The scorecard without a computer: criteria, weights, the exact sum, how schemes and appeals move."""

from app.scorecards.rules.scoring import DEDUCTING, Case, Criterion, Line, Total, check_weights, read_weight, total
from app.scorecards.rules.states import AppealState, CardState, SchemeState, check_period

__all__ = [
    "DEDUCTING",
    "AppealState",
    "CardState",
    "Case",
    "Criterion",
    "Line",
    "SchemeState",
    "Total",
    "check_period",
    "check_weights",
    "read_weight",
    "total",
]
