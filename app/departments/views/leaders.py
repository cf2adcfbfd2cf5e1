"""Which city leader is in charge of a department, from when until when: entered and ended by the office."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries as accounts
from app.departments import queries, schemas, service
from app.departments.forms import LeaderForm, RelieveForm
from app.departments.views.blueprint import bp
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web import downloads


@bp.get("/registers/leaders")
@needs(Permission.DEPARTMENT_READ)
def leaders() -> ResponseReturnValue:
    """Every department with who is, was and will be in charge of it."""
    rows, today = queries.every_leadership(), clock.today()
    led = {row.department_id for row in rows if row.from_on <= today and (not row.until_on or row.until_on >= today)}
    without = [one for one in queries.active() if one.id not in led]
    return render_template("departments/leaders.html", rows=rows, without=without)


@bp.route("/registers/departments/<code>/leaders/new", methods=["GET", "POST"])
@needs(Permission.DEPARTMENT_MANAGE)
def appoint(code: str) -> ResponseReturnValue:
    """A leader takes charge; whoever had it without an end hands over the day before."""
    department = queries.by_code(code)
    form = LeaderForm(accounts.with_role(Role.LEADER))
    if not form.validate_on_submit():
        return render_template(
            "departments/appoint.html", department=department, form=form
        ), 422 if form.errors else 200
    try:
        with transaction():
            leader = accounts.get(int(form.leader.data))
            days = {"from_on": form.from_on.data, "until_on": form.until_on.data}
            service.appoint(queries.by_code(code), leader, **days, by=current_user, at=clock.now())
    except Refused as refused:
        form.refuse(refused)
        return render_template("departments/appoint.html", department=department, form=form), refused.status
    flash(_("分管领导已登记。"))
    return redirect(url_for(".show", code=department.code), 303)


@bp.route("/registers/departments/<code>/leaders/<int:leadership_id>/end", methods=["GET", "POST"])
@needs(Permission.DEPARTMENT_MANAGE)
def relieve(code: str, leadership_id: int) -> ResponseReturnValue:
    """Set the last day of a period, or correct it."""
    department = queries.by_code(code)
    found = queries.leadership(department, leadership_id)
    form = RelieveForm(obj=found)
    page = {"department": department, "found": found, "form": form}
    if not form.validate_on_submit():
        return render_template("departments/relieve.html", **page), 422 if form.errors else 200
    try:
        with transaction():
            again = queries.leadership(queries.by_code(code), leadership_id)
            service.relieve(again, until_on=form.until_on.data, by=current_user, at=clock.now())
    except Refused as refused:
        form.refuse(refused)
        return render_template("departments/relieve.html", **page), refused.status
    flash(_("止期已保存。"))
    return redirect(url_for(".show", code=department.code), 303)


@bp.get("/registers/leaders.xlsx")
@needs(Permission.DEPARTMENT_READ)
def export_leaders() -> ResponseReturnValue:
    """Every period as a workbook; its columns are those of the import."""
    rows = [schemas.leader_cells(row) for row in queries.every_leadership()]
    return downloads.xlsx("leaders", _("分管领导"), schemas.LeaderRow({}), rows)
