"""A leader's view (L-08): six numbers with last month's, the five worst units, what waits for the own decision.

A leader sees the units in charge, and those of whoever he stands in for: numbers, days and units, no words of a case.
"""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from app.desk import queries
from app.desk.rules import When
from app.desk.views.blueprint import both, bp, columns, listed, me, units
from app.desk.views.lists import cases
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.quiet_days import queries as quiet_days

WORST = 5


def portfolio() -> set[int]:
    """The units for which the leader who looks decides today, by key."""
    return set(quiet_days.charges(me(), clock.today()))


@bp.get("/leader")
@needs(Permission.DESK_LEAD)
def lead() -> ResponseReturnValue:
    """The numbers of the own units, each with its list."""
    today, names, own = clock.today(), units(), portfolio()
    spans = columns(today)
    found = queries.wall(queries.running(spans[When.WEEK].until, own), spans)
    worst = sorted(found, key=lambda unit: (-found[unit][When.OVERDUE], -found[unit][When.TODAY], names[unit]))
    return render_template(
        "desk/lead.html",
        months=both(today, own),
        worst=[(unit, names[unit], found[unit]) for unit in worst[:WORST]],
        spans=spans,
        own=sorted(names[unit] for unit in own),
        pending=quiet_days.waiting(me(), today),
    )


@bp.get("/leader/clocks")
@needs(Permission.DESK_LEAD)
def lead_clocks() -> ResponseReturnValue:
    """What runs out or has run out at the own units."""
    today = clock.today()
    found = queries.running(columns(today)[When.WEEK].until, portfolio())
    return render_template("desk/clocks.html", back=url_for(".lead"), links=False, **listed(found, today))


@bp.get("/leader/figures/<name>")
@needs(Permission.DESK_LEAD)
def lead_figure(name: str) -> ResponseReturnValue:
    """The cases of the own units behind a month's figure."""
    if name not in queries.NAMES:
        abort(404)
    return render_template("desk/figure.html", back=url_for(".lead"), place="", **cases(name, portfolio()))
