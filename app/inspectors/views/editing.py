"""An inspector entered or corrected: by the office, or by a clerk of the own department."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.departments.models import Department
from app.inspectors import queries, service
from app.inspectors.forms import CorrectionForm, NewInspectorForm, shown
from app.inspectors.models import Inspector
from app.inspectors.views.blueprint import bp, me
from app.kernel.clock import now
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs


def _unit() -> Department | None:
    """The department that a new inspector is entered for: a clerk's own, the one in the office's address."""
    own = me().department_id
    return departments.get(own) if own is not None else departments.find(request.args.get("department", ""))


@bp.route("/registers/inspectors/new", methods=["GET", "POST"])
@needs(Permission.INSPECTOR_EDIT)
def new() -> ResponseReturnValue:
    """A new inspector; the office first chooses the department, whose items are then offered."""
    unit = _unit()
    if unit is None:
        return render_template("inspectors/choose.html", departments=departments.active())
    form = NewInspectorForm(data={"department": unit.code, "active": True})
    form.offer([unit], unit)
    if not form.validate_on_submit():
        return render_template("inspectors/new.html", form=form, unit=unit), 422 if form.errors else 200
    try:
        with transaction():
            made = service.register(str(form.certificate_no.data), **form.decided(), by=me(), at=now())
            number = made.certificate_no
    except Refused as refused:
        form.refuse(refused)
        return render_template("inspectors/new.html", form=form, unit=unit), refused.status
    flash(_("人员已登记。"))
    return redirect(url_for(".show", number=number), 303)


def _correct(inspector: Inspector, form: CorrectionForm) -> bool:
    """What the form says of the inspector, and of the account where the office says it; whether anything differs."""
    at = now()
    changed = bool(service.revise(inspector, **form.decided(), seen=form.seen, by=me(), at=at))
    return (service.link(inspector, form.user, by=me(), at=at) if "account" in form else False) or changed


@bp.route("/registers/inspectors/<number>/edit", methods=["GET", "POST"])
@needs(Permission.INSPECTOR_EDIT)
def edit(number: str) -> ResponseReturnValue:
    """Correct an inspector. To which department somebody belongs, the office alone decides."""
    inspector = queries.editable(number, to=me())
    form = CorrectionForm(data=shown(inspector))
    form.offer(departments.active(), inspector.department)
    if me().department_id is not None:
        del form.department, form.account
    if not form.validate_on_submit():
        return render_template("inspectors/edit.html", inspector=inspector, form=form), 422 if form.errors else 200
    try:
        with transaction():
            inspector = queries.editable(number, to=me())
            changed = _correct(inspector, form)
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        found = queries.by_certificate(number)
        return render_template("inspectors/edit.html", inspector=found, form=form), refused.status
    flash(_("修改已保存。") if changed else _("没有改动。"))
    return redirect(url_for(".show", number=inspector.certificate_no), 303)
