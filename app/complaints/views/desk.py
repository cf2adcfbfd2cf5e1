"""The office's desk: every late case without a click, what falls due, what waits, this month's numbers (Y-01, W4)."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries
from app.complaints.views import timers
from app.complaints.views.root import bp
from app.complaints.views.worklist import words
from app.departments import queries as departments
from app.kernel import clock, runs
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.ledger import queries as ledger


def queue_names() -> dict[str, str]:
    """What waits for the office, in words."""
    return {
        "triage": _("待受理"),
        "returned": _("退回待改派"),
        "extensions": _("延期申请"),
        "supplements": _("补充材料待转"),
        "call_backs": _("整改待回访"),
        "reviews": _("复核待决定"),
        "unsealings": _("解封申请"),
    }


def figure_names() -> dict[str, str]:
    """The numbers of the month, in words."""
    return {
        "accepted": _("本月受理"),
        "verified_met": _("本月到期、按时核实"),
        "verified": _("本月到期的核实"),
        "resolved_met": _("本月到期、按时办结"),
        "resolved": _("本月到期的办结"),
        "satisfied": _("本月评价、基本满意以上"),
        "rated": _("本月评价"),
    }


@bp.get("/desk")
@needs(Permission.COMPLAINT_ACCEPT)
def desk() -> ResponseReturnValue:
    """Overdue first, then what is due today and on the next working day, the queues, the month."""
    today = clock.today()
    found = queries.desk(to=current_user, today=today)
    lists = {
        name: list(zip(rows, timers.chips(rows, today), strict=True))
        for name, rows in (("overdue", found.overdue), ("today", found.due_today), ("next", found.due_next))
    }
    return render_template(
        "complaints/desk.html",
        desk=found,
        lists=lists,
        queues=queue_names(),
        ledger_open=ledger.stale(at=clock.now()),
        trouble=runs.trouble(at=clock.wall()),
        unwitnessed=ledger.unwitnessed(current_app.extensions["ledger"].witnesses, at=clock.now()),
        **words(),
    )


@bp.get("/desk/timers")
@needs(Permission.COMPLAINT_ACCEPT)
def timer_wall() -> ResponseReturnValue:
    """Units by when their cases run out; each number leads to its list."""
    today = clock.today()
    found = queries.wall(today)
    units = [one for one in departments.every() if one.id in found]
    units.sort(key=lambda one: (-found[one.id]["overdue"], -found[one.id]["today"], one.code))
    return render_template(
        "complaints/timer_wall.html", units=units, wall=found, columns=queries.columns(today), names=column_names()
    )


def column_names() -> dict[str, str]:
    """When cases run out, in words."""
    return {
        "overdue": _("超期"),
        "today": _("今天"),
        "next": _("下一个工作日"),
        "week": _("七天内"),
        "later": _("以后"),
    }


@bp.get("/desk/lists/<name>")
@needs(Permission.COMPLAINT_ACCEPT)
def prepared(name: str) -> ResponseReturnValue:
    """The cases behind one number of the desk."""
    titles = {**queue_names(), **figure_names()}
    if name not in titles:
        abort(404)
    today, number = clock.today(), page_number()
    rows, total = queries.prepared(name, to=current_user, today=today, page=number, per_page=PER_PAGE)
    return render_template(
        "complaints/prepared.html",
        name=name,
        title=titles[name],
        rows=list(zip(rows, timers.chips(rows, today), strict=True)),
        page=Page(rows, total, number),
        is_queue=name in queries.QUEUES,
        **words(),
    )
