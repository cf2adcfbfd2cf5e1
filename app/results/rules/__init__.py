"""Results as rules: kinds, when a visit is over, follow-up, and how a paper is filled."""

from app.results.rules.ending import Said, Stay, ended_on
from app.results.rules.following import Follow, Look, Presence, after, open_verbs
from app.results.rules.kinds import COUNTED, FOLLOWED, NATIONAL, Found, Kind, check, worst
from app.results.rules.papers import NAMES, PaperKind, check_body, filled, unknown
from app.results.rules.sheets import by_visit, found_in, the_one

__all__ = [
    "COUNTED",
    "FOLLOWED",
    "NAMES",
    "NATIONAL",
    "Follow",
    "Found",
    "Kind",
    "Look",
    "PaperKind",
    "Presence",
    "Said",
    "Stay",
    "after",
    "by_visit",
    "check",
    "check_body",
    "ended_on",
    "filled",
    "found_in",
    "open_verbs",
    "the_one",
    "unknown",
    "worst",
]
