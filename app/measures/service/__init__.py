"""Changing measures: a year's list, whom its names mean, reports and their drafts, steps, reminders."""

from app.measures.service.listing import forecast, load
from app.measures.service.reminding import remind
from app.measures.service.reporting import discard, purge, report, save_draft
from app.measures.service.stepping import answer, issue, receive, slow_measures
from app.measures.service.units import match

__all__ = [
    "answer",
    "discard",
    "forecast",
    "issue",
    "load",
    "match",
    "purge",
    "receive",
    "remind",
    "report",
    "save_draft",
    "slow_measures",
]
