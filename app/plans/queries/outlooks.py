"""A plan measured: its gauges, its findings, when its visits would be made; for a plan that is only thought of too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.items import queries as items
from app.items.queries import Filters
from app.plans import rules
from app.plans.models import AnnualPlan
from app.plans.queries import counting, remembering
from app.plans.queries.finding import supervisions
from app.plans.queries.finding import tasks as planned
from app.plans.queries.remembering import Past
from app.plans.rules import Bounds, Count, Gauge, Groups, Register, Task, capacity, merging
from app.workdays import queries as workdays

MOST_NAMED = 20


class Finding(NamedTuple):
    """Something to be seen that does not keep a plan from being published."""

    code: str
    facts: Mapping[str, Any]


class Outlook(NamedTuple):
    """What a plan comes to, counted on `on`. `days` are free of quiet days; `overlaps` are sets that could be one."""

    year: int
    on: date
    tasks: Sequence[Task]
    groups: Groups
    drawn: Count
    register: Register
    bounds: Bounds
    gauges: Sequence[Gauge]
    days: Sequence[date]
    months: Sequence[capacity.Month]
    needs: Sequence[capacity.Need]
    findings: Sequence[Finding]

    @property
    def broken(self) -> list[Gauge]:
        """The gauges that keep the plan from being published."""
        return rules.broken(self.gauges)

    @property
    def city(self) -> rules.Scoped:
        """The distinct enterprises of the city that the plan draws."""
        return self.drawn.scopes.get(rules.CITY, rules.NOBODY)

    def gauge(self, name: str) -> Gauge:
        """One gauge by its name."""
        return next(gauge for gauge in self.gauges if gauge.name == name)

    @property
    def proposals(self) -> list[rules.Proposal]:
        """Tasks that could be one."""
        return merging.proposals(self.tasks, self.groups, self.drawn, self.bounds.share)


def day_of(year: int, today: date) -> date:
    """The day by which the registers are read for a year's plan: today, or the nearest day of that year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def outlook(plan: AnnualPlan, on: date, tasks: Sequence[Task] | None = None) -> Outlook:
    """The plan as it stands on a day; `tasks` are looked at in place of its own, and nothing is written."""
    own = [task.plain for task in planned(plan)] if tasks is None else tasks
    on = day_of(plan.year, on)
    bounds, past = counting.bounds(plan.year, on), remembering.past(plan.year, on)
    found, doubtful = counting.cells(past)
    supervised = [entry.plain for entry in supervisions(plan)]
    groups = rules.grouped(counting.drawable(found, supervised), own)
    doubts = rules.grouped(counting.drawable(doubtful, supervised), own)
    count, register = rules.count(own, groups), counting.register(found, supervised, own, on)
    begins = plan.published_on or bounds.publish_by
    days = capacity.free_days(begins, bounds.done_by, workdays.calendar(), bounds.quiet)
    months = capacity.months(own, count, days)
    needs = capacity.needs(months, register.staff, len(days), bounds.visits_a_day)
    gauges = rules.gauges(own, count, register, bounds)
    made = Outlook(
        plan.year, on, own, groups, count, register, bounds, gauges, days, months, needs, _doubts(doubts, past, own)
    )
    return made._replace(findings=(*_findings(plan, made), *made.findings))


def _doubts(doubts: Groups, past: Past, tasks: Sequence[Task]) -> tuple[Finding, ...]:
    """What the look-backs do not know of enterprises that a task may draw: they stay in the frames, and are named."""
    unknown = sum(doubts.values())
    found = [Finding("exemption_unknown", {"count": unknown})] if unknown else []
    gaps = sorted({code for task in tasks for code in task.departments} & past.gaps)
    if gaps:
        found.append(Finding("repeat_unknown", {"departments": "、".join(gaps[:MOST_NAMED]), "count": len(gaps)}))
    return tuple(found)


def _findings(plan: AnnualPlan, found: Outlook) -> Iterator[Finding]:
    yield from _of_days(plan, found)
    incomplete = items.search(Filters(complete=False, in_force_on=found.on), limit=MOST_NAMED)
    if incomplete:
        yield Finding("items_incomplete", {"items": "、".join(item.code for item in incomplete)})
    yield from _of_tasks(found)
    over = [need.department for need in found.needs if not need.fits]
    if over:
        yield Finding("over_capacity", {"departments": "、".join(over[:MOST_NAMED]), "count": len(over)})


def _of_days(plan: AnnualPlan, found: Outlook) -> Iterator[Finding]:
    told = plan.published_on or found.on
    if told > found.bounds.publish_by:
        code = "published_late" if plan.published_on else "unpublished_late"
        yield Finding(code, {"day": told.isoformat(), "by": found.bounds.publish_by.isoformat()})
    if workdays.calendar().is_provisional(found.bounds.done_by):
        yield Finding("calendar_provisional", {"year": plan.year})


def _of_tasks(found: Outlook) -> Iterator[Finding]:
    """Tasks that draw nobody, and those whose months, set by hand, no longer add up to their quota."""
    quotas = {task.number: found.drawn.quota(task.number) for task in found.tasks}
    nobody = [number for number, quota in quotas.items() if not quota]
    if nobody:
        yield Finding("draws_nobody", {"tasks": "、".join(nobody[:MOST_NAMED]), "count": len(nobody)})
    uneven = [
        task.number for task in found.tasks if task.schedule and sum(task.schedule.values()) != quotas[task.number]
    ]
    if uneven:
        yield Finding("schedule_differs", {"tasks": "、".join(uneven[:MOST_NAMED])})
    free = Counter(day.month for day in found.days)
    stuck = [task.number for task in found.tasks if not any(free[month] for month in task.months)]
    if stuck:
        yield Finding("no_free_day", {"tasks": "、".join(stuck[:MOST_NAMED])})
