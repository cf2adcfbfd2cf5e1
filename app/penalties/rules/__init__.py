"""The penalty line without a computer: what must be filed, in which order, what leads where, what the lists say."""

from app.penalties.rules.filing import (
    Decided,
    Filed,
    Need,
    Part,
    check_decision,
    check_hearing,
    check_review,
    need,
    parts_of,
    total,
)
from app.penalties.rules.leniency import LeniencyList, Mild, check_mild
from app.penalties.rules.states import (
    MOVES,
    AskKind,
    Hearing,
    Reason,
    ReversalKind,
    State,
    after,
    open_verbs,
)

__all__ = [
    "MOVES",
    "AskKind",
    "Decided",
    "Filed",
    "Hearing",
    "LeniencyList",
    "Mild",
    "Need",
    "Part",
    "Reason",
    "ReversalKind",
    "State",
    "after",
    "check_decision",
    "check_hearing",
    "check_mild",
    "check_review",
    "need",
    "open_verbs",
    "parts_of",
    "total",
]
