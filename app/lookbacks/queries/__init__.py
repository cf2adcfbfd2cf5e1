"""Looking back: the records, what is declared of them, and the answers that follow."""

from app.lookbacks.queries.answers import Row, answer, count, counts, known, listing, repeats, terms
from app.lookbacks.queries.frames import Exempt, exempt, gaps, repeated
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
    "count",
    "counts",
    "declarations",
    "declared",
    "exempt",
    "export",
    "gaps",
    "known",
    "listing",
    "of",
    "record",
    "repeated",
    "repeats",
    "search",
    "terms",
    "total",
]
