"""Reminding in bulk (ux.md Y-05): pick, look at the messages, send; one message to each unit."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.supervision import queries, service
from app.supervision.forms import RemindForm
from app.supervision.forms.issuing import picked
from app.supervision.queries import Late
from app.supervision.views import drafts
from app.supervision.views.blueprint import bp, me, perform


@bp.route("/supervision/reminders", methods=["GET", "POST"])
@needs(Permission.SUPERVISION_ISSUE)
def remind() -> ResponseReturnValue:
    """Every clock that is due soon or late, to be picked; then the messages, one to each unit; then sent."""
    rows = queries.late(clock.today())
    form = RemindForm(data={"words": drafts.reminder()})
    chosen = [row for row in rows if row.deadline.id in set(picked())]
    if request.method == "POST" and form.validate():
        try:
            return _answer(form, chosen)
        except Refused as refused:
            form.refuse(refused)
    page = render_template("supervision/remind.html", form=form, rows=rows, chosen=chosen, units=_names())
    return page, 422 if form.faults() else 200


def _answer(form: RemindForm, chosen: list[Late]) -> ResponseReturnValue:
    if not chosen:
        raise Refused("supervision_nothing_picked")
    if request.form.get("act") == "preview":
        groups: dict[int, list[Late]] = {}
        for row in chosen:
            groups.setdefault(row.complaint.department_id or 0, []).append(row)
        return render_template("supervision/preview.html", form=form, groups=groups, units=_names())
    sent: list[int] = []

    def verb() -> str:
        sent.extend(one.id for one in service.remind(picked(), words=form.words.data, by=me(), at=clock.now()))
        return url_for(".proposals")

    there = perform(verb)
    flash(_("已催办 %(n)s 个单位，每个单位一条。", n=len(sent)))
    return redirect(there, 303)


def _names() -> dict[int, str]:
    return {one.id: one.short_name for one in departments.every()}
