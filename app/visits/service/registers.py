"""The registers that a draw's rows name: tasks, enterprises, inspectors, departments, and who is barred by now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from app.departments import queries as departments
from app.departments.models import Department
from app.draws.models import Draw
from app.draws.queries import Standing
from app.enterprises import queries as enterprises
from app.enterprises.models import Enterprise
from app.inspectors import queries as inspectors
from app.inspectors.models import Inspector
from app.kernel import clock
from app.plans import queries as plans
from app.plans.models import PlanTask
from app.visits import queries


class Known(NamedTuple):
    """The registers that the rows of a draw name, and what is asked of the days of their visits."""

    tasks: Mapping[str, PlanTask]
    firms: Mapping[str, Enterprise]
    people: Mapping[str, Inspector]
    units: Mapping[str, Department]
    barred: set[tuple[int, str]]
    """Enterprises, by key, that a department must not visit any more: exempt since, or visited by its line since."""
    days: queries.Days


def named(draw: Draw, wanted: Sequence[Standing], at: datetime) -> Known:
    """Everything that these rows of a draw name, read at once."""
    numbers = {one for standing in wanted for one in queries.certificates(standing)}
    firms = enterprises.by_codes({one.uscc for one in wanted})
    past = plans.past(draw.plan_year, clock.day(at))
    units = departments.by_codes({code for one in wanted for code in one.inspectors})
    barred = {(firm.id, code) for firm in firms.values() for code in units if firm.id in past.exempt}
    barred |= {(key, code) for key, codes in past.had.items() for code in codes}
    return Known(queries.tasks_of(draw), firms, inspectors.by_certificates(numbers), units, barred, queries.Days())


def sent(standing: Standing, known: Known) -> list[Inspector]:
    """Everybody whom a row sends and the register knows, by certificate."""
    return [known.people[one] for one in sorted(queries.certificates(standing)) if one in known.people]
