"""The prepared lists of complaints: the queues of the office, and the cases behind each number of a month."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.complaints import queries
from app.complaints.views import timers
from app.complaints.views.root import bp
from app.complaints.views.worklist import words
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.workdays.rules import month_named


@bp.get("/desk/lists/<name>")
@needs(Permission.COMPLAINT_ACCEPT)
def prepared(name: str) -> ResponseReturnValue:
    """The cases behind one number of the desk: of a queue, or of a month's figure (this month's where none is told)."""
    if name not in (*queries.QUEUES, *queries.FIGURES):
        abort(404)
    today, number, is_queue = clock.today(), page_number(), name in queries.QUEUES
    month = month_named(request.args.get("month", ""), today)
    rows, total = queries.prepared(name, to=current_user, today=today, month=month, page=number, per_page=PER_PAGE)
    title = wording.label("desk.queue" if is_queue else "desk.figure", name)
    return render_template(
        "complaints/prepared.html",
        name=name,
        title=title if is_queue else f"{month.name} {title}",
        rows=list(zip(rows, timers.chips(rows, today), strict=True)),
        page=Page(rows, total, number),
        is_queue=is_queue,
        **words(),
    )
