"""Looking back: the records, what is declared of them, and the answers that follow."""

from app.lookbacks.queries.answers import Row, answer, answered, count, counts, listing, repeats, terms
from app.lookbacks.queries.frames import Exempt, doubtful, exempt, gaps, repeated, visited
from app.lookbacks.queries.records import (
    Filters,
    all_records,
    declarations,
    declared,
    export,
    of,
    record,
    search,
    total,
)

__all__ = [
    "Exempt",
    "Filters",
    "Row",
    "all_records",
    "answer",
    "answered",
    "count",
    "counts",
    "declarations",
    "declared",
    "doubtful",
    "exempt",
    "export",
    "gaps",
    "listing",
    "of",
    "record",
    "repeated",
    "repeats",
    "search",
    "terms",
    "total",
    "visited",
]
