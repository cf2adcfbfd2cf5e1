"""On which day each drawn enterprise is visited: evenly over the months of its tasks, on free days, within capacity."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.plans.rules.capacity import spread

Fit = Callable[[str, date], bool]


class Ask(NamedTuple):
    """A visit that wants a day: the tasks that it is for, and who goes, by certificate."""

    key: str
    tasks: tuple[str, ...]
    people: tuple[str, ...]


class Room(NamedTuple):
    """The days that there are. `planned` are the visits of each month of a task, as the plan spreads them.

    `days` are free of quiet days and come before the day by which all is done, `after` later ones of the year.
    `most` visits a day are asked of an inspector, `fit` says whether one may be sent on a day.
    """

    planned: Mapping[str, Mapping[int, int]]
    days: Sequence[date]
    after: Sequence[date]
    most: int
    fit: Fit


class Placed(NamedTuple):
    """The day of a visit; `crowded` where an inspector has more visits on it than the rulebook asks for."""

    on: date
    crowded: bool = False


def place(asks: Sequence[Ask], room: Room, busy: Counter[tuple[str, date]]) -> dict[str, Placed]:
    """A day for each visit, in the order given; who is left out finds no day in the year. `busy` is counted on.

    Among the days of a month on which everybody may be sent and has room, the one with the fewest visits is taken.
    """
    months = _months(asks, room)
    loads: Counter[date] = Counter()
    found: dict[str, Placed] = {}
    for ask in asks:
        chosen = _chosen(ask, months[ask.key], room, busy, loads)
        if chosen is None:
            continue
        found[ask.key] = chosen
        loads[chosen.on] += 1
        busy.update((one, chosen.on) for one in ask.people)
    return found


def _months(asks: Sequence[Ask], room: Room) -> dict[str, list[int]]:
    """The months of each visit, the wanted one first: those of its tasks in turn, as many as the plan has in each."""
    groups: dict[str, list[Ask]] = {}
    for ask in asks:
        groups.setdefault(_leading(ask, room), []).append(ask)
    found: dict[str, list[int]] = {}
    for task, own in groups.items():
        for ask, wanted in zip(own, _sequence(task, len(own), room), strict=True):
            found[ask.key] = _nearest(_allowed(ask, task, room), wanted)
    return found


def _nearest(months: set[int], wanted: int) -> list[int]:
    """These months, those next to the wanted one first."""
    return sorted(months, key=lambda month: (abs(month - wanted), month))


def _leading(ask: Ask, room: Room) -> str:
    """The task with the fewest months: it leaves the least choice."""
    return min(ask.tasks, key=lambda task: (len(room.planned[task]), task))


def _sequence(task: str, count: int, room: Room) -> Iterator[int]:
    """The wanted month of each of so many visits of a task; where no day is left in any, its first month."""
    free = Counter(day.month for day in room.days)
    planned = {month: share for month, share in room.planned[task].items() if free[month]}
    if not any(planned.values()):
        planned = {month: free[month] for month in room.planned[task]}
    months = list(planned)
    shares = spread(count, list(planned.values())) if any(planned.values()) else [count, *([0] * (len(months) - 1))]
    for month, share in zip(months, shares, strict=True):
        yield from (month for _ in range(share))


def _allowed(ask: Ask, task: str, room: Room) -> set[int]:
    """The months that all its tasks have; where they have none in common, those of the leading one."""
    common = set.intersection(*(set(room.planned[one]) for one in ask.tasks))
    return common or set(room.planned[task])


def _chosen(
    ask: Ask, months: Sequence[int], room: Room, busy: Counter[tuple[str, date]], loads: Counter[date]
) -> Placed | None:
    groups = [*([day for day in room.days if day.month == month] for month in months), [*room.days], [*room.after]]
    for days in groups:
        free = [day for day in days if all(busy[one, day] < room.most and room.fit(one, day) for one in ask.people)]
        if free:
            return Placed(min(free, key=lambda day: (loads[day], day)))
    every = next((days for days in groups if days), None)
    return Placed(min(every, key=lambda day: (_most(ask, day, busy), loads[day], day)), True) if every else None


def _most(ask: Ask, day: date, busy: Counter[tuple[str, date]]) -> int:
    """The visits that the busiest of those who go has on a day."""
    return max((busy[one, day] for one in ask.people), default=0)
