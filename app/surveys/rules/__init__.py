"""Surveys without a computer: levels and groups, one-time codes, what may be published of the answers."""

from app.surveys.rules.ballots import SCORES, Group, Level, State, check_days, check_open, mean
from app.surveys.rules.codes import digest, new_code, parse_code
from app.surveys.rules.suppressing import Counts, Known, Shown, published

__all__ = [
    "SCORES",
    "Counts",
    "Group",
    "Known",
    "Level",
    "Shown",
    "State",
    "check_days",
    "check_open",
    "digest",
    "mean",
    "new_code",
    "parse_code",
    "published",
]
