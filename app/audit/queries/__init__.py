"""Looking for what is wrong, and at what was found. Each module of checks registers its queries when imported."""

from app.audit.queries import (
    changing,
    complaining,
    entering,
    fining,
    keeping,
    merging,
    owing,
    people,
    planning,
    publishing,
    quiet,
    repeating,
    yearly,
)
from app.audit.queries.finding import (
    Filters,
    count,
    count_runs,
    counts,
    get,
    kept,
    known,
    made_by,
    nightly,
    run,
    runs,
    search,
    standing,
    statements,
    visible,
)
from app.audit.queries.registry import QUERIES, Asked, finds
from app.audit.queries.running import codes, facts
from app.audit.queries.terms import clauses

AREAS = (
    *(entering, quiet, people, repeating, merging, planning, yearly, publishing, keeping),
    *(complaining, owing, fining, changing),
)
__all__ = [
    "AREAS",
    "QUERIES",
    "Asked",
    "Filters",
    "clauses",
    "codes",
    "count",
    "count_runs",
    "counts",
    "facts",
    "finds",
    "get",
    "kept",
    "known",
    "made_by",
    "nightly",
    "run",
    "runs",
    "search",
    "standing",
    "statements",
    "visible",
]
