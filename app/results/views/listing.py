"""What is to be done about results: to be recorded, drafts, follow-up, and what is recorded."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.results import queries
from app.results.views.blueprint import bp, me


@bp.get("/inspect/results")
@needs(Permission.RESULT_READ)
def index() -> ResponseReturnValue:
    """Visits that are over and have no result stand first, with the days that are left until it must be public."""
    today, number = clock.today(), page_number()
    waiting = [(one, *queries.chip(one.due.on, today)) for one in queries.waiting(to=me())]
    rows, total = queries.recorded(to=me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "results/index.html",
        waiting=waiting,
        drafts=queries.drafts_of(me()),
        follow_ups=queries.open_follow_ups(to=me()),
        page=Page(rows=rows, total=total, number=number),
    )
