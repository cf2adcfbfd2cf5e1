"""Who goes on a visit, and what stands against them."""

from datetime import date

from app.inspectors import queries as inspectors
from app.inspectors import rules as cards
from app.policy import queries as policy
from app.visits import rules
from app.visits.models import Visit


class Days:
    """What is asked of a day whoever goes; of many visits that lie together it is asked once."""

    def __init__(self) -> None:
        self._recused: dict[date, set[tuple[int, int]]] = {}
        self._least: dict[date, int] = {}

    def recused(self, on: date) -> set[tuple[int, int]]:
        """Every `(inspector, enterprise)` that must not meet, by key."""
        if on not in self._recused:
            self._recused[on] = inspectors.recused(on)
        return self._recused[on]

    def least(self, on: date) -> int:
        """How many inspectors go at least (`draw.min_inspectors`)."""
        if on not in self._least:
            self._least[on] = int(policy.term("draw.min_inspectors", on).value)
        return self._least[on]


def people_points(visit: Visit, days: Days | None = None) -> tuple[rules.Point, ...]:
    """The points that only ask who goes; `days` is given where many visits are looked at in one act."""
    asked = days or Days()
    return rules.of_people(people(visit, asked), asked.least(visit.starts_on), short_names(visit))


def people(visit: Visit, days: Days) -> tuple[rules.Person, ...]:
    """Who goes, with why they cannot be sent on the first or the last day."""
    looked_at, ends = _looked_at(visit), {visit.starts_on: None, visit.ends_on: None}
    found = []
    for one in visit.inspectors:
        recused = any((one.id, visit.enterprise.id) in days.recused(on) for on in ends)
        own = looked_at.get(one.department_id, set())
        unfit = [reason for on in ends for reason in cards.unfit(one.card, on=on, items=own, recused=recused)]
        found.append(rules.Person(one.name, one.department.short_name, tuple(dict.fromkeys(unfit))))
    return tuple(found)


def short_names(visit: Visit) -> tuple[str, ...]:
    """The departments that go, by their short names."""
    return tuple(one.short_name for one in visit.departments)


def _looked_at(visit: Visit) -> dict[int, set[str]]:
    """What each department looks at: its own items; the one whose visit it is, those that nobody else has too."""
    units = {unit.id for unit in visit.departments}
    owners = {item.code: {owner.department_id for owner in item.owners} & units for item in visit.items}
    lead = visit.department.id
    return {unit: {code for code, own in owners.items() if unit in own or (unit == lead and not own)} for unit in units}
