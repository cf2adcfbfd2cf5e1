"""Working days: which days count, how a period is counted, where a deadline stands (rules.md "Time")."""

from app.workdays.rules.calendar import MEASURES_YEAR, Calendar, DayKind, Special, days_of, merged
from app.workdays.rules.counting import Day, DeadlineKind, Due, Standing, days_left, due, explain, standing
from app.workdays.rules.library import announced_years, notice, statutory
from app.workdays.rules.months import holidays, months
from app.workdays.rules.notices import checked, decoded, encoded, kind_of, shown, unlisted
from app.workdays.rules.stretches import Stretch, month_named, month_of

__all__ = [
    "MEASURES_YEAR",
    "Calendar",
    "Day",
    "DayKind",
    "DeadlineKind",
    "Due",
    "Special",
    "Standing",
    "Stretch",
    "announced_years",
    "checked",
    "days_left",
    "days_of",
    "decoded",
    "due",
    "encoded",
    "explain",
    "holidays",
    "kind_of",
    "merged",
    "month_named",
    "month_of",
    "months",
    "notice",
    "shown",
    "standing",
    "statutory",
    "unlisted",
]
