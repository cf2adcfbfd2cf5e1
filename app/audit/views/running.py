"""Runs: when, as of when, how many, how long; and one at once, by button."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.audit import queries, service
from app.audit.forms import RunForm
from app.audit.models import RunKind
from app.audit.queries import Asked
from app.audit.views.blueprint import bp, me, once
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number


@bp.get("/audit/runs")
@needs(Permission.AUDIT_RUNS)
def runs() -> ResponseReturnValue:
    """The runs, the last first."""
    number = page_number()
    rows = queries.runs(limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows=rows, total=queries.count_runs(), number=number)
    return render_template("audit/runs.html", page=page)


@bp.get("/audit/runs/<int:run_id>")
@needs(Permission.AUDIT_RUNS)
def run(run_id: int) -> ResponseReturnValue:
    """One run: its counts by check, and the findings that it was the first to make."""
    found = queries.run(run_id)
    return render_template("audit/run.html", found=found, made=queries.made_by(found))


@bp.route("/audit/run", methods=["GET", "POST"])
@needs(Permission.AUDIT_RUN)
def run_now() -> ResponseReturnValue:
    """Run the checks at once: for the city, one enterprise, one department."""
    form = RunForm(data=request.args).offer()
    if request.method != "POST" or not form.validate():
        return render_template("audit/run_now.html", form=form), 422 if form.errors else 200
    try:
        asked = form.asked()
        once("audit", lambda: _run(asked))
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        return render_template("audit/run_now.html", form=form), refused.status
    last = queries.runs(limit=1)[0]
    flash(_("已检查：问题 %(found)s 个，其中新发现 %(new)s 个。", found=last.found, new=last.new))
    return redirect(url_for(".run", run_id=last.id), 303)


def _run(asked: Asked) -> None:
    kind = RunKind.CITY if asked.whole else RunKind.ENTERPRISE if asked.enterprise_id else RunKind.DEPARTMENT
    service.run(asked, kind=kind, wall=clock.wall, by=me(), at=clock.now())
