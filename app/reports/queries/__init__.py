"""Looking at reports: drafts counted now, what was issued, the cases behind a number, the public months."""

from app.reports.queries.counts import rows
from app.reports.queries.drafting import drafted, few, span_of
from app.reports.queries.finding import (
    by_number,
    corrected_by,
    issued,
    latest,
    lock,
    made_before,
    release,
    released,
    releases,
    standing,
)
from app.reports.queries.series import atoms, counted, to_close
from app.reports.queries.spans import Span
from app.reports.queries.uses import closed, completion, minutes, used

__all__ = [
    "Span",
    "atoms",
    "by_number",
    "closed",
    "completion",
    "corrected_by",
    "counted",
    "drafted",
    "few",
    "issued",
    "latest",
    "lock",
    "made_before",
    "minutes",
    "release",
    "released",
    "releases",
    "rows",
    "span_of",
    "standing",
    "to_close",
    "used",
]
