"""At the door: in by the code of the enterprise or of the pass, out again, and before approval in an emergency."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import Form
from app.visits import queries, service
from app.visits.forms import DoorForm, UrgentForm
from app.visits.models import Visit
from app.visits.views.blueprint import bp, me, only
from app.visits.views.drafting import act
from app.visits.views.listing import shown


def again(number: str, refused: Refused | None = None, **forms: Form) -> ResponseReturnValue:
    """The page of a visit once more, with what was wrong with one of its forms."""
    (form,) = forms.values()
    if refused is not None:
        form.refuse(refused)
    page: dict[str, Any] = {**shown(queries.get(number, to=me())), **forms, "form": form}
    return render_template("visits/show.html", **page), refused.status if refused else 422


@bp.post("/inspect/visits/<number>/check-in")
@needs(Permission.VISIT_REGISTER)
def check_in(number: str) -> ResponseReturnValue:
    """The department goes in, now: the time is the server's."""
    form = DoorForm()
    if not form.validate():
        return again(number, door=form)

    def verb(visit: Visit, at: datetime) -> None:
        only(form)
        service.check_in(visit, scanned=form.scanned.data, by=me(), at=at)

    try:
        act(number, "check_in", verb)
    except Refused as refused:
        return again(number, refused, door=form)
    flash(_("已登记进门时间。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/visits/<number>/check-out")
@needs(Permission.VISIT_REGISTER)
def check_out(number: str) -> ResponseReturnValue:
    """The department leaves, now."""
    act(number, "check_out", lambda visit, at: service.check_out(visit, by=me(), at=at))
    flash(_("已登记离开时间。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/visits/<number>/urgent")
@needs(Permission.VISIT_REGISTER)
def enter_urgently(number: str) -> ResponseReturnValue:
    """The department went in before anybody approved, and says why."""
    form = UrgentForm()
    if not form.validate():
        return again(number, urgent=form)
    try:
        act(
            number,
            "enter_urgently",
            lambda visit, at: service.enter_urgently(visit, reason=form.reason.data, by=me(), at=at),
        )
    except Refused as refused:
        return again(number, refused, urgent=form)
    flash(_("已登记突发进入，市优办将逐件判断。"))
    return redirect(url_for(".show", number=number), 303)
