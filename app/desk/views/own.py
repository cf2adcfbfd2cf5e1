"""A department's own clocks: what is late first, whatever its line, on the page where its clerk lands."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.desk import queries
from app.desk.rules import OF_LEADERS, When
from app.desk.views.blueprint import bp, columns, listed, me
from app.kernel import clock
from app.kernel.permissions import Permission, needs


@bp.get("/dept")
@needs(Permission.DESK_OWN)
def own() -> ResponseReturnValue:
    """What has run out and what runs out within seven days, of the clerk's own department."""
    today, spans = clock.today(), columns(clock.today())
    running = queries.running(spans[When.WEEK].until, {me().department_id or -1})
    found = [one for one in running if one.line not in OF_LEADERS]
    counts = {when: len(queries.chosen(found, span)) for when, span in spans.items()}
    shown = listed(found, today)
    return render_template("desk/own.html", counts=counts, links=True, **shown)
