"""Somebody at the door shows no pass: told in three clicks, by whoever stands there."""

from uuid import uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.kernel import limits
from app.kernel.errors import Refused
from app.kernel.permissions import COMPLAINANT, Permission, Role, needs
from app.kernel.web import gate
from app.visits import service
from app.visits.forms import ReportForm
from app.visits.views.blueprint import attempt, bp, mark, me

REPORTS = "10 per hour; 30 per day"


@bp.route("/door/report", methods=["GET", "POST"])
@needs(Permission.VISIT_REPORT)
def report() -> ResponseReturnValue:
    """Report it: the enterprise is known where it is signed in, the rest may be left empty."""
    form = ReportForm().offer()
    own = me().enterprise_id if gate.role() is Role.ENTERPRISE else None
    firm = enterprises.get(own) if own else None
    if request.method != "POST" or not form.validate():
        return render_template("visits/report.html", form=form, firm=firm), 422 if form.errors else 200
    if firm is None:
        limits.spend("door_reports", limits.address(), most=REPORTS)
    unit = departments.by_code(form.department.data) if form.department.data else None
    origin = mark() or uuid4().hex
    said = {"place": form.place.data or "", "words": form.words.data or "", "origin": origin}
    try:
        attempt(
            f"report:{origin}",
            "report",
            lambda at: service.report(enterprise=firm, department=unit, **said, at=at),
            by=COMPLAINANT,
        )
    except Refused as refused:
        form.refuse(refused)
        return render_template("visits/report.html", form=form, firm=firm), refused.status
    return render_template("visits/reported.html")
