"""The year's plan without a computer: its arithmetic is exact, and no number of the measures stands here."""

from app.plans.rules.comparing import Difference, changed, differences, replayed
from app.plans.rules.counting import JOINT, NOBODY, Count, Groups, Scoped, count, grouped
from app.plans.rules.gauges import beside, broken, gauges
from app.plans.rules.measures import Bounds, Broken, Gauge, Name, Register
from app.plans.rules.merging import Overlap, Proposal, crossing, joined, proposals
from app.plans.rules.sieving import Sieve
from app.plans.rules.terms import (
    CITY,
    STRATA,
    UNRATED,
    Cell,
    Frame,
    State,
    Supervision,
    Targeting,
    Task,
    check_months,
    check_rates,
    check_schedule,
    percent,
    restored,
    written,
)

__all__ = [
    "CITY",
    "JOINT",
    "NOBODY",
    "STRATA",
    "UNRATED",
    "Bounds",
    "Broken",
    "Cell",
    "Count",
    "Difference",
    "Frame",
    "Gauge",
    "Groups",
    "Name",
    "Overlap",
    "Proposal",
    "Register",
    "Scoped",
    "Sieve",
    "State",
    "Supervision",
    "Targeting",
    "Task",
    "beside",
    "broken",
    "changed",
    "check_months",
    "check_rates",
    "check_schedule",
    "count",
    "crossing",
    "differences",
    "gauges",
    "grouped",
    "joined",
    "percent",
    "proposals",
    "replayed",
    "restored",
    "written",
]
