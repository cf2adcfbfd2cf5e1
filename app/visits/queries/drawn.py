"""The visits of a draw: which are to be made, what differs from what the draw says by now, where there is room."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app.draws import queries as draws
from app.draws import rules as draw_rules
from app.draws.models import Draw
from app.draws.queries import Standing
from app.inspectors import rules as cards
from app.inspectors.models import Inspector
from app.kernel.db import db
from app.plans import queries as plans
from app.plans.models import AnnualPlan, PlanTask
from app.plans.rules import State as PlanState
from app.plans.rules import capacity
from app.visits import rules
from app.visits.models import DrawnVisit, Member, Visit
from app.visits.queries.joining import OPEN
from app.visits.rules import Room, State
from app.workdays import queries as workdays

_ONE_DAY = timedelta(days=1)


class Differences(NamedTuple):
    """What a draw says by now and its visits do not: visits to add, to call off, to send others to."""

    missing: list[Standing]
    away: list[Visit]
    exchanged: list[tuple[Visit, Standing]]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.missing) + len(self.away) + len(self.exchanged)


def of_draw(draw: Draw) -> Sequence[Visit]:
    """The visits that a draw sent, by number; those that were called off too."""
    asked = select(Visit).join(DrawnVisit).where(DrawnVisit.draw_id == draw.id).order_by(Visit.number)
    return db.session.scalars(asked).unique().all()


def differences(draw: Draw) -> Differences:
    """What is to be done so that the visits are those of the draw; one that was entered stays as it is."""
    standing = {one.uscc: one for one in _standing(draw)}
    there = {str(one.drawn.uscc): one for one in of_draw(draw) if one.drawn}
    lying = {uscc: one for uscc, one in there.items() if one.state is not State.CANCELLED and not one.entries}
    return Differences(
        [one for uscc, one in standing.items() if uscc not in there],
        [one for uscc, one in lying.items() if uscc not in standing],
        [
            (one, standing[uscc])
            for uscc, one in lying.items()
            if uscc in standing and certificates(standing[uscc]) != _sent(one, standing[uscc])
        ],
    )


def _sent(visit: Visit, standing: Standing) -> set[str]:
    """Who goes for the departments that the draw sends; others may have joined."""
    return {one.certificate_no for one in visit.inspectors if one.department.code in standing.inspectors}


def _standing(draw: Draw) -> list[Standing]:
    return draws.standing(draw) if draw.state in draw_rules.HAS_RESULT else []


def certificates(standing: Standing) -> set[str]:
    """Everybody who is sent, by certificate."""
    return {one for sent in standing.inspectors.values() for one in sent}


def followed(year: int) -> list[Draw]:
    """The draws of a year's plan that have visits."""
    known = select(DrawnVisit.draw_id).distinct()
    return list(db.session.scalars(select(Draw).where(Draw.plan_year == year, Draw.id.in_(known)).order_by(Draw.id)))


def progress(draw: Draw) -> tuple[int, int]:
    """How many of a draw's visits are over, and how many it has; a visit that is still missing is one too."""
    there = [one for one in of_draw(draw) if one.state is not State.CANCELLED]
    return sum(one.over for one in there), len(there) + len(differences(draw).missing)


def tasks_of(draw: Draw) -> Mapping[str, PlanTask]:
    """The tasks of the plan that a draw draws for, by number; empty where the plan is kept elsewhere."""
    plan = plans.find(draw.plan_year)
    known = {task.number: task for task in plans.tasks(plan)} if _published(plan) and plan else {}
    named = {number for one in _standing(draw) for number in one.tasks}
    return {number: known[number] for number in named} if named <= known.keys() else {}


def _published(plan: AnnualPlan | None) -> bool:
    return plan is not None and plan.state is PlanState.PUBLISHED


def room(draw: Draw, tasks: Mapping[str, PlanTask], people: Mapping[str, Inspector], on: date) -> Room:
    """The days after a day, and after the last one for recusals, on which the visits of a draw can be made."""
    bounds = plans.bounds(draw.plan_year, on)
    begins = max(on, draws.recusable_until(draw.drawn_at) if draw.drawn_at else on)
    calendar, last = workdays.calendar(), date(draw.plan_year, 12, 31)
    days = capacity.free_days(begins, bounds.done_by, calendar, bounds.quiet)
    after = capacity.free_days(max(begins, bounds.done_by), last, calendar, bounds.quiet)
    counts = Counter(number for one in _standing(draw) for number in one.tasks)
    planned = {number: capacity.schedule(task.plain, counts[number], days) for number, task in tasks.items()}
    return Room(planned, days, after, bounds.visits_a_day, _fit(people))


def _fit(people: Mapping[str, Inspector]) -> Callable[[str, date], bool]:
    known = {number: one.card for number, one in people.items()}
    return lambda number, day: number in known and not cards.unfit(known[number], on=day)


def busy(people: Iterable[Inspector], since: date) -> Counter[tuple[str, date]]:
    """How many visits inspectors have on each day from one on."""
    names = {one.id: one.certificate_no for one in people}
    asked = (
        select(Member.inspector_id, Visit.starts_on, Visit.ends_on)
        .join(Visit, Visit.id == Member.visit_id)
        .where(Visit.state.in_((State.DRAFT, *OPEN)), Visit.ends_on >= since)
    )
    rows = [row for row in db.session.execute(asked) if row[0] in names]
    return Counter((names[key], day) for key, first, last in rows for day in rules.days(first, last))
