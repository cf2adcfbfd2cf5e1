"""Changing visits: drafted, given a pass, entered and left; what the enterprise says, what the office finds."""

from app.visits.service.assigning import Outcome, exchange, follow, schedule
from app.visits.service.door import check_in, check_out, enter_urgently, finish
from app.visits.service.drafting import Wanted, draft, revise
from app.visits.service.passes import call_off, cancel, clear, give_back, register, wait
from app.visits.service.refusing import note_refused
from app.visits.service.rescheduling import reschedule
from app.visits.service.sighting import confirm, judge_emergency, judge_sighting, report

__all__ = [
    "Outcome",
    "Wanted",
    "call_off",
    "cancel",
    "check_in",
    "check_out",
    "clear",
    "confirm",
    "draft",
    "enter_urgently",
    "exchange",
    "finish",
    "follow",
    "give_back",
    "judge_emergency",
    "judge_sighting",
    "note_refused",
    "register",
    "report",
    "reschedule",
    "revise",
    "schedule",
    "wait",
]
