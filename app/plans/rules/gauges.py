"""What a plan is measured by: each gauge with its two numbers, its bound, and the rows that break it.

A gauge that does not hold keeps the plan from being published; a finding is only said.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from app.plans.rules import shares
from app.plans.rules.counting import JOINT, NOBODY, Count
from app.plans.rules.measures import Bounds, Broken, Gauge, Name, Register
from app.plans.rules.terms import CITY, Task

MOST_NAMED = 10


def gauges(tasks: Sequence[Task], count: Count, register: Register, bounds: Bounds) -> list[Gauge]:
    """Every gauge of a plan."""
    return [
        _coverage(tasks, register, bounds),
        _joint(tasks, bounds),
        _city(tasks, count, register, bounds),
        _departments(count, bounds),
        _tasks(tasks, count, bounds),
        _each(Name.RATES, tasks, _unordered(tasks, bounds)),
        _each(Name.ITEMS, tasks, _unplannable(tasks, register)),
        _each(Name.INSPECTORS, tasks, _understaffed(tasks, register, bounds)),
        _each(Name.DONE_BY, tasks, _late(tasks, bounds)),
        _supervised(register, bounds),
    ]


def broken(found: Sequence[Gauge]) -> list[Gauge]:
    """Those that keep the plan from being published."""
    return [gauge for gauge in found if not gauge.holds]


def _coverage(tasks: Sequence[Task], register: Register, bounds: Bounds) -> Gauge:
    planned = {item for task in tasks for item in task.items}
    missing = sorted(register.items - planned)
    part, whole = len(register.items) - len(missing), len(register.items)
    holds = shares.reaches(part, whole, bounds.coverage)
    return Gauge(Name.COVERAGE, part, whole, bounds.coverage, holds, tuple(map(Broken, missing)))


def _joint(tasks: Sequence[Task], bounds: Bounds) -> Gauge:
    part = sum(task.joint for task in tasks)
    holds = shares.reaches(part, len(tasks), bounds.joint)
    alone = () if holds else tuple(Broken(task.number) for task in tasks if not task.joint)
    return Gauge(Name.JOINT, part, len(tasks), bounds.joint, holds, alone)


def _city(tasks: Sequence[Task], count: Count, register: Register, bounds: Bounds) -> Gauge:
    scoped, most = count.scopes.get(CITY, NOBODY), shares.most(register.active, bounds.share)
    holds = scoped.expected <= most
    rows = () if holds else _largest(tasks, count)
    return Gauge(Name.CITY, scoped.expected, register.active, bounds.share, holds, rows, most, scoped.bound)


def _largest(tasks: Sequence[Task], count: Count) -> tuple[Broken, ...]:
    """The tasks that bring most enterprises under the city's cap."""
    brought = sorted(((count.contributions.get(task.number, Fraction()), task.number) for task in tasks), reverse=True)
    return tuple(
        Broken(number, shares.ceiling(part), count.frame(number)) for part, number in brought[:MOST_NAMED] if part
    )


def _departments(count: Count, bounds: Bounds) -> Gauge:
    own = {code: scoped for code, scoped in sorted(count.scopes.items()) if code not in {CITY, JOINT}}
    over = [
        Broken(code, shares.ceiling(scoped.expected), scoped.frame, most)
        for code, scoped in own.items()
        if scoped.expected > (most := shares.most(scoped.frame, bounds.share))
    ]
    return Gauge(Name.DEPARTMENTS, len(own) - len(over), len(own), bounds.share, not over, tuple(over))


def _tasks(tasks: Sequence[Task], count: Count, bounds: Bounds) -> Gauge:
    """The lock of a draw refuses a task whose quotas are over the share of its frame: the planner sees it here."""
    return _each(Name.TASKS, tasks, _over(tasks, count, bounds), bounds.share)


def _over(tasks: Sequence[Task], count: Count, bounds: Bounds) -> Iterator[Broken]:
    for task in tasks:
        quota, frame = count.quota(task.number), count.frame(task.number)
        most = shares.most(frame, bounds.share)
        if quota > most:
            yield Broken(task.number, quota, frame, most)


def _unordered(tasks: Sequence[Task], bounds: Bounds) -> Iterator[Broken]:
    for task in tasks:
        rates = [task.rates.get(grade, 0) for grade in bounds.grades]
        if rates != sorted(rates):
            yield Broken(task.number)


def _unplannable(tasks: Sequence[Task], register: Register) -> Iterator[Broken]:
    for task in tasks:
        fit = sum(item in register.items for item in task.items)
        if not task.items or fit < len(task.items):
            yield Broken(task.number, fit, len(task.items))


def _understaffed(tasks: Sequence[Task], register: Register, bounds: Bounds) -> Iterator[Broken]:
    """A task that sends fewer than the law asks for, or of a department that has fewer."""
    for task in tasks:
        there = min(register.staff.get(code, 0) for code in task.departments)
        if task.inspectors < bounds.inspectors or there < bounds.inspectors:
            yield Broken(task.number, there, task.inspectors, bounds.inspectors)


def _late(tasks: Sequence[Task], bounds: Bounds) -> Iterator[Broken]:
    for task in tasks:
        if task.until_month > bounds.done_by.month:
            yield Broken(task.number, task.until_month, most=bounds.done_by.month)


def _each(name: Name, tasks: Sequence[Task], found: Iterator[Broken], bound: Decimal | None = None) -> Gauge:
    rows = tuple(found)
    return Gauge(name, len(tasks) - len(rows), len(tasks), bound, not rows, rows)


def _supervised(register: Register, bounds: Bounds) -> Gauge:
    holds = shares.reaches(register.covered, register.high, bounds.supervision)
    rows = () if holds else (Broken("", register.high - register.covered, register.high),)
    return Gauge(Name.SUPERVISION, register.covered, register.high, bounds.supervision, holds, rows)


def beside(tasks: Sequence[Task], count: Count) -> dict[str, tuple[Fraction | int, int]]:
    """The joint share by items and by enterprises: `(part, whole)`, shown beside the one that counts tasks."""
    planned = {item for task in tasks for item in task.items}
    joint = {item for task in tasks if task.joint for item in task.items}
    city = shares.ceiling(count.scopes.get(CITY, NOBODY).expected)
    return {
        "items": (len(joint), len(planned)),
        "enterprises": (shares.ceiling(count.scopes.get(JOINT, NOBODY).expected), city),
    }
