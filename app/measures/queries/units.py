"""Whom the names of a list mean: as the office decided, else as the register calls its departments."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.departments import queries as departments
from app.departments.models import Department
from app.kernel.db import db
from app.measures import rules
from app.measures.models import Measure, UnitMatch
from app.measures.rules import Holder


class Unit(NamedTuple):
    """A name with whoever stands behind it: None where nobody knows yet. `decided`: by the office."""

    name: str
    holder: Holder | None
    department: Department | None
    decided: bool

    @property
    def key(self) -> int | None:
        """Who reports: the department's key, 0 for the office itself, None for nobody."""
        if self.holder is Holder.OFFICE:
            return 0
        return self.department.id if self.department else None

    @property
    def shown(self) -> str:
        """How pages call it."""
        return self.department.short_name or self.department.name if self.department else self.name


def units(names: Iterable[str]) -> dict[str, Unit]:
    """Each of these names with whom it means."""
    decided = {one.name: one for one in db.session.scalars(select(UnitMatch))}
    register, keys = departments.named(), {one.id: one for one in departments.every()}
    return {name: _unit(name, decided.get(name), register, keys) for name in dict.fromkeys(names)}


def _unit(name: str, decided: UnitMatch | None, register: dict[str, Department], keys: dict[int, Department]) -> Unit:
    if decided is not None:
        return Unit(name, decided.holder, keys.get(decided.department_id or 0), True)
    found = register.get(name) or register.get(rules.without_city(name))
    return Unit(name, Holder.DEPARTMENT if found else None, found, False)


def unit(name: str) -> Unit:
    """The name with whom it means."""
    return units([name])[name]


def named_in(measures: Sequence[Measure]) -> list[tuple[Unit, int, int]]:
    """Every name of these measures, how many it leads and for how many it is responsible; the unknown leads first."""
    leads = [name for one in measures for name in one.lead]
    others = [name for one in measures for name in one.responsible]
    found = [(one, leads.count(one.name), others.count(one.name)) for one in units([*leads, *others]).values()]
    return sorted(found, key=lambda row: (row[0].holder is not None, -row[1], row[0].name))
