"""Visits as rules: bases, states, days, and what stands against one."""

from app.visits.rules.against import Known, Name, Person, Point, check, flagged, of_people, points, stops, told
from app.visits.rules.days import check_entry, days, is_quiet, later, quiet, shown, span, to_cover
from app.visits.rules.spreading import Ask, Placed, Room, place
from app.visits.rules.states import (
    LEADS,
    MOVES,
    ROUTINE,
    Basis,
    Grievance,
    Score,
    Shown,
    Sight,
    State,
    after,
    open_verbs,
)

__all__ = [
    "LEADS",
    "MOVES",
    "ROUTINE",
    "Ask",
    "Basis",
    "Grievance",
    "Known",
    "Name",
    "Person",
    "Placed",
    "Point",
    "Room",
    "Score",
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
    "of_people",
    "open_verbs",
    "place",
    "points",
    "quiet",
    "shown",
    "span",
    "stops",
    "to_cover",
    "told",
]
