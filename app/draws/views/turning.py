"""Who comes instead: a target that fell away, and an inspector of one's own department who is recused."""

from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.departments.models import Department
from app.draws import queries, rules, service
from app.draws.forms import ReasonForm, ReplaceForm
from app.draws.models import Draw
from app.draws.rules import Gone
from app.draws.views.blueprint import bp, firms, key, me, paged, perform
from app.draws.views.listing import told
from app.inspectors import queries as inspectors
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs


class Own(NamedTuple):
    """A visit of a department; `open` while its inspectors can still be recused."""

    draw: Draw
    visit: queries.Standing
    open: bool

    @property
    def uscc(self) -> str:
        """The enterprise."""
        return self.visit.uscc


@bp.route("/draws/<number>/targets/<uscc>/replace", methods=["GET", "POST"])
@needs(Permission.DRAW_REPLACE)
def replace(number: str, uscc: str) -> ResponseReturnValue:
    """A target is closed or has moved: the next of the order comes instead."""
    draw, form = queries.by_number(number), ReplaceForm()
    if not form.validate_on_submit():
        visit = queries.visit(draw, uscc)
        page = render_template("draws/replace.html", **told(draw), form=form, visit=visit, firms=firms([visit]))
        return page, 422 if form.errors else 200
    kind, reason = Gone(form.kind.data), str(form.reason.data)
    found = perform(
        number, lambda draw: service.replace(draw, uscc, kind, reason=reason, key=key(), by=me(), at=clock.now())
    )
    flash(_("已按次序替换。") if found else _("已登记；次序里没有可以替换的对象。"))
    return redirect(url_for(".show", number=number), 303)


def _unit() -> Department:
    found = me().department_id
    if found is None:
        raise Missing("department_missing")
    return departments.get(found)


@bp.get("/dept/draws")
@needs(Permission.DRAW_RECUSE)
def department() -> ResponseReturnValue:
    """The visits that one's own department was drawn for, and who is sent."""
    unit, today = _unit(), clock.today()
    drawn = [draw for draw in queries.every() if draw.state in rules.HAS_RESULT]
    rows = [
        Own(draw, visit, today <= queries.recusable_until(visit.since))
        for draw in drawn
        for visit in queries.of_department(draw, unit.code)
    ]
    page = paged(rows)
    own = inspectors.of_user(me())
    own_number = own.certificate_no if own else ""
    return render_template("draws/department.html", page=page, unit=unit, own=own_number, firms=firms(page.rows))


@bp.route("/dept/draws/<number>/<uscc>/<certificate_no>/recuse", methods=["GET", "POST"])
@needs(Permission.DRAW_RECUSE)
def recuse(number: str, uscc: str, certificate_no: str) -> ResponseReturnValue:
    """An inspector of one's own department is recused; the next of the order goes."""
    draw, unit, form = queries.by_number(number), _unit(), ReasonForm()
    visit = queries.own_visit(draw, uscc, unit.code, certificate_no)
    queries.check_recuser(certificate_no, me())
    if not form.validate_on_submit():
        until = queries.recusable_until(visit.since)
        page = {"visit": visit, "firms": firms([visit]), "certificate_no": certificate_no, "until": until}
        return render_template("draws/recuse.html", **told(draw), **page, form=form), 422 if form.errors else 200
    reason = str(form.reason.data)
    visited, by, at = (uscc, unit.code, certificate_no), me(), clock.now()
    found = perform(number, lambda draw: service.recuse(draw, *visited, reason=reason, key=key(), by=by, at=at))
    flash(_("已回避，由 %(one)s 替换。", one=found) if found else _("已回避；本部门没有可以替换的人。"))
    return redirect(url_for(".department"), 303)
