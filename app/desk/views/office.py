"""The office's desk and the wall (Y-01, Y-03, W4): late first, due next, what waits, today, the month."""

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.complaints import queries as complaints
from app.desk import queries
from app.desk.rules import Line, When
from app.desk.views.blueprint import both, bp, columns, rows, units
from app.kernel import clock, runs
from app.kernel.permissions import Permission, needs
from app.ledger import queries as ledger
from app.policy import queries as policy
from app.workdays import queries as workdays

SHOWN = 7
_TODAY = ("visits", "emergencies", "reports")


@bp.get("/desk")
@needs(Permission.DESK_READ)
def index() -> ResponseReturnValue:
    """Everything late without a click; each number leads to its list. It takes as many statements on every day."""
    today, names = clock.today(), units()
    spans = columns(today)
    found = queries.running(spans[When.NEXT].until)
    parts = {when: queries.chosen(found, spans[when]) for when in (When.OVERDUE, When.TODAY, When.NEXT)}
    piles = queries.counts(today)
    return render_template(
        "desk/index.html",
        late=rows(parts[When.OVERDUE][:SHOWN], names, today, acts=True),
        soon={when: rows(parts[when][:SHOWN], names, today) for when in (When.TODAY, When.NEXT)},
        counts={when: len(part) for when, part in parts.items()},
        lines=[(line, sum(one.line is line for one in parts[When.OVERDUE])) for line in Line],
        next_on=spans[When.NEXT].until,
        waiting=complaints.waiting(),
        piles=piles,
        held=[name for name in queries.PILES if name not in _TODAY],
        months=both(today),
        quiet=policy.quiet_day_number(today),
        **_rail(),
    )


def _rail() -> dict[str, object]:
    today = clock.today()
    return {
        "ahead": queries.ahead(today),
        "draw": queries.open_draw(),
        "unannounced": workdays.unannounced(today),
        "ledger_open": ledger.stale(at=clock.now()),
        "trouble": runs.trouble(at=clock.wall()),
        "unwitnessed": ledger.unwitnessed(current_app.extensions["ledger"].witnesses, at=clock.now()),
    }


@bp.get("/desk/timers")
@needs(Permission.DESK_READ)
def timers() -> ResponseReturnValue:
    """Units by when their clocks run out, each number with its list. `screen=on` is for a large screen: it renews
    itself until somebody pauses it.
    """
    today, names = clock.today(), units()
    spans = columns(today)
    found = queries.wall(queries.running(spans[When.WEEK].until), spans)
    order = sorted(found, key=lambda unit: (-found[unit][When.OVERDUE], -found[unit][When.TODAY], names[unit]))
    screen = request.args.get("screen", "")
    return render_template(
        "desk/timers.html",
        units=[(unit, names[unit]) for unit in order],
        wall=found,
        totals={when: sum(one[when] for one in found.values()) for when in When},
        spans=spans,
        screen=screen if screen in {"on", "paused"} else "",
    )
