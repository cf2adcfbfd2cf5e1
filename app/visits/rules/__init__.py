"""Visits as rules: bases, states, days, and what stands against one."""

from app.visits.rules.against import Known, Name, Person, Point, check, flagged, points, told
from app.visits.rules.days import check_entry, days, is_quiet, later, quiet, shown, span, to_cover
from app.visits.rules.states import LEADS, MOVES, ROUTINE, Basis, Shown, Sight, State, after, open_verbs

__all__ = [
    "LEADS",
    "MOVES",
    "ROUTINE",
    "Basis",
    "Known",
    "Name",
    "Person",
    "Point",
    "Shown",
    "Sight",
    "State",
    "after",
    "check",
    "check_entry",
    "days",
    "flagged",
    "is_quiet",
    "later",
    "open_verbs",
    "points",
    "quiet",
    "shown",
    "span",
    "to_cover",
    "told",
]
