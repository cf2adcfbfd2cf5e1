"""Looking at surveys: which there are, how far they are, what may be shown of them."""

from app.surveys.queries.results import Line, frozen, lines, reasons, table
from app.surveys.queries.surveys import (
    Progress,
    batches,
    by_number,
    casts,
    code,
    every,
    history,
    issued,
    opened_with,
    progress,
    public,
    publics,
)

__all__ = [
    "Line",
    "Progress",
    "batches",
    "by_number",
    "casts",
    "code",
    "every",
    "frozen",
    "history",
    "issued",
    "lines",
    "opened_with",
    "progress",
    "public",
    "publics",
    "reasons",
    "table",
]
