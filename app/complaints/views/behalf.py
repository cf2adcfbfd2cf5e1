"""The office files for somebody who called, came or wrote; the printed receipt carries their code (Y-22)."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from app.complaints import queries, service
from app.complaints.forms.behalf import BehalfForm
from app.complaints.views import timers
from app.complaints.views.root import bp, identity_key
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import forms


@bp.route("/complaints/behalf", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_FILE_ON_BEHALF)
def behalf() -> ResponseReturnValue:
    """The form; sent, the receipt to print. The code is in this answer only: nobody of the office can read it later."""
    form = BehalfForm()
    if request.method != "POST":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        filed = _file(form)
    except Refused as refused:
        form.refuse(refused)
        return _page(form), refused.status
    category, clocks = queries.category(filed.complaint.category), timers.block(filed.complaint, office=True)
    return render_template("complaints/behalf_receipt.html", filed=filed, category=category, timers=clocks)


def _page(form: BehalfForm) -> str:
    return render_template("complaints/behalf.html", form=form)


def _file(form: BehalfForm) -> service.Filed:
    """File it once: the same form sent twice, at once even, answers with the complaint of the first time."""
    try:
        return _once(form)
    except IntegrityError:
        return _once(form)


def _once(form: BehalfForm) -> service.Filed:
    origin = f"behalf:{forms.once() or g.request_id}"
    with transaction():
        return service.file(
            form.filing(), origin=origin, key=identity_key(), holder=None, by=current_user, at=clock.now()
        )
