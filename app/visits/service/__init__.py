"""Changing visits: drafted, given a pass, entered and left; what the enterprise says, what the office finds."""

from app.visits.service.assigning import Outcome, exchange, follow, schedule
from app.visits.service.door import check_in, check_out, enter_urgently, finish
from app.visits.service.drafting import Wanted, draft, revise
from app.visits.service.joining import join, keep_apart, merge, offer
from app.visits.service.papers import attach, detach
from app.visits.service.passes import call_off, cancel, clear, give_back, give_up, register, wait
from app.visits.service.refusing import note_refused
from app.visits.service.rescheduling import reschedule
from app.visits.service.sighting import confirm, judge_emergency, judge_sighting, look_at_flags, rate, report

__all__ = [
    "Outcome",
    "Wanted",
    "attach",
    "call_off",
    "cancel",
    "check_in",
    "check_out",
    "clear",
    "confirm",
    "detach",
    "draft",
    "enter_urgently",
    "exchange",
    "finish",
    "follow",
    "give_back",
    "give_up",
    "join",
    "judge_emergency",
    "judge_sighting",
    "keep_apart",
    "look_at_flags",
    "merge",
    "note_refused",
    "offer",
    "rate",
    "register",
    "report",
    "reschedule",
    "revise",
    "schedule",
    "wait",
]
