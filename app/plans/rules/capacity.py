"""When there is time for the visits: days free of quiet days, visits spread over them, what that asks of inspectors."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.plans.rules.counting import Count
from app.plans.rules.terms import Task
from app.workdays.rules import Calendar

_ONE_DAY = timedelta(days=1)


class Month(NamedTuple):
    """A month of the plan: its free days, the visits of all tasks, and `load`, inspectors × visits by department."""

    number: int
    days: int
    visits: int
    load: Mapping[str, int]


class Need(NamedTuple):
    """Of a department: `load`, the inspectors' visits that its tasks ask for, and `room`, those it has days for."""

    department: str
    staff: int
    load: int
    room: int

    @property
    def fits(self) -> bool:
        """Whether the inspectors can do it on days free of quiet days."""
        return self.load <= self.room


def free_days(published_on: date, done_by: date, calendar: Calendar, quiet: tuple[int, int]) -> list[date]:
    """The working days that are no quiet days, after the plan's publication up to the day by which all is done."""
    first, last = quiet
    day, found = published_on + _ONE_DAY, []
    while day <= done_by:
        if calendar.is_working(day) and not first <= day.day <= last:
            found.append(day)
        day += _ONE_DAY
    return found


def spread(visits: int, places: Sequence[int]) -> list[int]:
    """Visits spread over places of different size as evenly as whole numbers allow: the sum stays.

    Each place gets what lies between two points of the straight line from nothing to all; no place at all gets none.
    """
    whole, done, gone = sum(places), 0, 0
    found = []
    for size in places:
        gone += size
        upto = visits * gone // whole if whole else 0
        found.append(upto - done)
        done = upto
    return found


def schedule(task: Task, quota: int, days: Sequence[date]) -> dict[int, int]:
    """The visits of each month of a task: those that somebody set, else spread evenly over the free days."""
    if task.schedule:
        return {month: task.schedule.get(month, 0) for month in task.months}
    free = Counter(day.month for day in days)
    months = list(task.months)
    return dict(zip(months, spread(quota, [free[month] for month in months]), strict=True))


def weeks(visits: int, days: Sequence[date]) -> list[tuple[date, int, int]]:
    """Visits of a month by week: `(first free day, free days, visits)`."""
    found: dict[tuple[int, int], list[date]] = {}
    for day in days:
        found.setdefault(day.isocalendar()[:2], []).append(day)
    parts = list(found.values())
    shares = spread(visits, [len(part) for part in parts])
    return [(part[0], len(part), share) for part, share in zip(parts, shares, strict=True)]


def months(tasks: Sequence[Task], count: Count, days: Sequence[date]) -> list[Month]:
    """Every month in which there are free days or visits, with what it asks for."""
    free = Counter(day.month for day in days)
    visits: Counter[int] = Counter()
    load: dict[int, Counter[str]] = {}
    for task in tasks:
        for month, planned in schedule(task, count.quota(task.number), days).items():
            visits[month] += planned
            own = load.setdefault(month, Counter())
            own.update(dict.fromkeys(task.departments, planned * task.inspectors))
    known = sorted(free.keys() | visits.keys())
    return [Month(month, free[month], visits[month], load.get(month, Counter())) for month in known]


def needs(found: Sequence[Month], staff: Mapping[str, int], days: int, visits_a_day: int) -> list[Need]:
    """What each department's tasks ask of its inspectors over the year, the fullest first.

    The load counts each task's visits apart; where the draw joins them, fewer are made.
    """
    load: Counter[str] = Counter()
    for month in found:
        load.update(month.load)
    rows = [
        Need(code, staff.get(code, 0), asked, staff.get(code, 0) * days * visits_a_day) for code, asked in load.items()
    ]
    return sorted(rows, key=lambda need: (need.fits, -need.load, need.department))
