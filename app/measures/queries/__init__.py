"""Looking at measures: the list of a year, whom its names mean, where each stands, who is late, the steps taken."""

from app.measures.queries.measures import get, history, known, of_year, reported, years
from app.measures.queries.standings import Late, Lead, Standing, clock_of, is_short, late, reports, standing, standings
from app.measures.queries.steps import own_step, sees_all, standing_step, step, step_history, steps
from app.measures.queries.units import Unit, named_in, unit, units
from app.measures.queries.writing import check_reporter, draft, draft_key, holder, may_report

__all__ = [
    "Late",
    "Lead",
    "Standing",
    "Unit",
    "check_reporter",
    "clock_of",
    "draft",
    "draft_key",
    "get",
    "history",
    "holder",
    "is_short",
    "known",
    "late",
    "may_report",
    "named_in",
    "of_year",
    "own_step",
    "reported",
    "reports",
    "sees_all",
    "standing",
    "standing_step",
    "standings",
    "step",
    "step_history",
    "steps",
    "unit",
    "units",
    "years",
]
