"""Looking at visits: who may see which, what is known before one is asked for, what the office has to judge."""

from app.visits.queries.finding import (
    Filters,
    by_code,
    count,
    entries_since,
    entry,
    get,
    get_for_enterprise,
    lock,
    of_enterprise,
    search,
    sighting,
    sightings,
    visible,
)
from app.visits.queries.knowing import emergencies_allowed, known, needed, points, window
from app.visits.queries.watching import emergencies, judgement, unannounced

__all__ = [
    "Filters",
    "by_code",
    "count",
    "emergencies",
    "emergencies_allowed",
    "entries_since",
    "entry",
    "get",
    "get_for_enterprise",
    "judgement",
    "known",
    "lock",
    "needed",
    "of_enterprise",
    "points",
    "search",
    "sighting",
    "sightings",
    "unannounced",
    "visible",
    "window",
]
