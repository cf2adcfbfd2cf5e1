"""Following without an account, by number and secret receipt code.

The code and not the last digits of a telephone: a department knows the number of its case and could try the telephone
of whomever it suspects; a hit would name the complainant. The code goes by POST and stands in no address.
"""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.complaints import queries
from app.complaints.forms.following import TrackForm
from app.complaints.models import Complaint
from app.complaints.views import access
from app.complaints.views.following import case_page
from app.complaints.views.root import bp, holder
from app.kernel import limits
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import browser

OF_ONE_ADDRESS = "30 per minute; 300 per day"


@bp.route("/track", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def track() -> ResponseReturnValue:
    """Number and code; the same answer to a number that is not there and a code that is wrong."""
    form = TrackForm()
    if not form.is_submitted():
        return render_template("complaints/track.html", form=form)
    if not form.validate():
        return render_template("complaints/track.html", form=form), 422
    try:
        found = _guess(form.number.data, form.code.data)
    except Missing as missing:
        form.refuse(missing)
        return render_template("complaints/track.html", form=form), 422
    browser.remember(found.number)
    return redirect(url_for("complaints.track_case", number=found.number), 303)


@bp.get("/track/<number>")
@needs(Permission.PUBLIC)
def track_case(number: str) -> ResponseReturnValue:
    """The case, where this browser may follow it; else the form with the number filled in (the receipt's QR code)."""
    try:
        complaint = access.own(number)
    except Missing:
        return render_template("complaints/track.html", form=TrackForm(data={"number": number[:40]}))
    if holder() and not browser.follows(complaint.number):
        return redirect(url_for("complaints.show", number=complaint.number), 303)
    return case_page(complaint)


@bp.post("/track/leave")
@needs(Permission.PUBLIC)
def leave() -> ResponseReturnValue:
    """Somebody else uses this browser next: nothing of the case stays in it."""
    browser.forget()
    return redirect(url_for("complaints.track"), 303)


def _guess(number: str, code: str) -> Complaint:
    """Count the attempt, then look. Nobody can lock another out: number and address are counted together."""
    limits.spend("track.address", limits.address(), most=OF_ONE_ADDRESS)
    who = (limits.address(), number)
    limits.spend("track", *who)
    found = queries.by_code(number, code)
    limits.forgive("track", *who)
    return found
