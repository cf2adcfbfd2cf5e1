"""Looking at publications: what the public sees, what waits at each channel, the three rates."""

from app.publication.queries.public import Filters, count, entry, feed, latest, live, search, withdrawn
from app.publication.queries.queues import (
    batch,
    batch_rows,
    batches,
    by_numbers,
    contested,
    counts,
    export,
    get,
    records,
    unpublished,
    visible,
    waiting,
)
from app.publication.queries.rating import day_of, drawn, items_rate, published_rate, rates, tasks_rate

__all__ = [
    "Filters",
    "batch",
    "batch_rows",
    "batches",
    "by_numbers",
    "contested",
    "count",
    "counts",
    "day_of",
    "drawn",
    "entry",
    "export",
    "feed",
    "get",
    "items_rate",
    "latest",
    "live",
    "published_rate",
    "rates",
    "records",
    "search",
    "tasks_rate",
    "unpublished",
    "visible",
    "waiting",
    "withdrawn",
]
