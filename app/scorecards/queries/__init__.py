"""Looking at scorecards: the weights in force, the cases behind points, cards and appeals."""

from app.scorecards.queries.cards import (
    Row,
    appeal,
    appeals,
    by_number,
    cards,
    cards_between,
    history,
    parts,
    row,
    rows,
)
from app.scorecards.queries.evidence import evidence
from app.scorecards.queries.schemes import in_force, pending, scheme, schemes

__all__ = [
    "Row",
    "appeal",
    "appeals",
    "by_number",
    "cards",
    "cards_between",
    "evidence",
    "history",
    "in_force",
    "parts",
    "pending",
    "row",
    "rows",
    "scheme",
    "schemes",
]
