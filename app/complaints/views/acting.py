"""One act on a case from a form: done once, or back with what was typed, or both versions where two saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.complaints.forms.fields import StaffForm
from app.complaints.models import Complaint
from app.complaints.views import conflicts, offers
from app.complaints.views.root import perform
from app.kernel.errors import Conflict, Refused


@dataclass(frozen=True)
class Act:
    """An act that a page offers: `name` is its endpoint and its entry in `offers`.

    `version` reads the version that the form is made from, where that is not the case's own. `prepare` is what takes
    long and changes nothing: it is done before the act's transaction, which holds a lock.
    """

    name: str
    complaint: Complaint
    form: StaffForm
    template: str
    done: str
    then: str = ""
    version: Callable[[], int] | None = None
    prepare: Callable[[], object] | None = None
    context: Mapping[str, Any] = field(default_factory=dict)

    def page(self) -> str:
        """The form's page."""
        return render_template(self.template, complaint=self.complaint, form=self.form, **self.context)


def respond(act: Act, run: Callable[[], object]) -> ResponseReturnValue:
    """The page of the form, or the answer to it having been sent."""
    if request.method != "POST":
        offers.demand(act.complaint, act.name)
        return act.page()
    if not act.form.validate():
        return act.page(), 422
    number = act.complaint.number
    try:
        if act.prepare:
            act.prepare()
        perform(number, run)
    except (StaleDataError, IntegrityError):
        return _conflict(act, number, Conflict("changed_meanwhile"))
    except Refused as refused:
        return _refused(act, number, refused)
    flash(act.done)
    return redirect(act.then or url_for("complaints.show", number=number), code=303)


def _refused(act: Act, number: str, refused: Refused) -> ResponseReturnValue:
    if refused.status == 409:
        return _conflict(act, number, refused)
    act.form.refuse(refused)
    return act.page(), refused.status


def _conflict(act: Act, number: str, refused: Refused) -> ResponseReturnValue:
    return conflicts.page(act.name, number, act.form, refused, version=act.version), 409
