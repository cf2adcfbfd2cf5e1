"""Looking at warnings: what counts, how far each counter stands, what was warned of."""

from app.warnings.queries.counters import RULES, WHOLE_CITY, Due, due, is_counted, standings, terms
from app.warnings.queries.events import Counter, events
from app.warnings.queries.warned import counted_last, firms, get, shown, told, visible, warnings

__all__ = [
    "RULES",
    "WHOLE_CITY",
    "Counter",
    "Due",
    "counted_last",
    "due",
    "events",
    "firms",
    "get",
    "is_counted",
    "shown",
    "standings",
    "terms",
    "told",
    "visible",
    "warnings",
]
