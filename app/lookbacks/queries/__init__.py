"""Looking back: the records, what is declared of them, and the answers that follow."""

from app.lookbacks.queries.answers import Row, answer, count, counts, listing, repeats, terms
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
    "Filters",
    "Row",
    "all_records",
    "answer",
    "count",
    "counts",
    "declarations",
    "declared",
    "export",
    "listing",
    "of",
    "record",
    "repeats",
    "search",
    "terms",
    "total",
]
