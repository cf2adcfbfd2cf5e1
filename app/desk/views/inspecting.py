"""The page on which an inspector lands: what is to be done today, one button each, light enough for a door."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.desk import queries
from app.desk.views.blueprint import bp, me
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.results import queries as results

SHOWN = 8


@bp.get("/inspect")
@needs(Permission.RESULT_RECORD)
def today() -> ResponseReturnValue:
    """Visits of today and the next days, results to record and to make public, follow-up: the oldest first."""
    day = clock.today()
    found = queries.today(day, to=me())
    numbers = [one.visit.number for one in found.unpublished[:SHOWN]]
    return render_template(
        "desk/today.html",
        found=found,
        most=SHOWN,
        inside={one.id for one in found.going if any(entry.left_at is None for entry in one.entries)},
        chips={one.visit.id: results.chip(one.due.on, day) for one in found.waiting[:SHOWN]},
        clocks=results.standings(results.clocks(numbers), day),
    )
