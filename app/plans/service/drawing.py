"""From a published plan to the draft of a draw: the lists as the plan gives them on the day."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from app.draws import queries as draws
from app.draws import rules as draw_rules
from app.draws import service as drawing
from app.draws.models import Draw
from app.draws.rules import Cap, Enterprise, Exclusion, Inspector, Lists, Recusal, TaskRow
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.plans import queries
from app.plans.models import AnnualPlan
from app.plans.queries import Roster
from app.plans.rules import State


def draw_up(plan: AnnualPlan, numbers: Collection[str], *, by: Actor, at: datetime) -> Draw:
    """Make the draft of a draw of these tasks of a plan, within what its earlier draws have left of the limits.

    Refuses a plan that is not published, and tasks that nobody can be drawn for.
    """
    return drawing.draft(plan.year, **_lists_of(plan, numbers, at), by=by, at=at)


def redraw(draw: Draw, numbers: Collection[str], *, by: Actor, at: datetime) -> None:
    """Make the lists of a draft anew, as of this day, for these tasks of its plan. Refuses as `draw_up`, and a lock."""
    drawing.revise(draw, **_lists_of(queries.by_year(draw.plan_year), numbers, at), by=by, at=at)


def _lists_of(plan: AnnualPlan, numbers: Collection[str], at: datetime) -> dict[str, Any]:
    """What the verbs of a draft take."""
    if plan.state is not State.PUBLISHED:
        raise Refused("draw_plan_not_published")
    roster = queries.roster(plan, clock.day(at), numbers=numbers, taken=draws.taken(plan.year))
    return {
        "files": draw_rules.write(_lists(roster)),
        "exclusions": [Exclusion(*row) for row in roster.exclusions],
        "left_out": roster.left_out,
        "unknown": roster.unknown,
    }


def _lists(roster: Roster) -> Lists:
    return Lists(
        [Enterprise(*row) for row in roster.enterprises],
        [TaskRow(*row) for row in roster.tasks],
        [Cap(*row) for row in roster.caps],
        [Inspector(*row) for row in roster.inspectors],
        [Recusal(*row) for row in roster.recusals],
    )
