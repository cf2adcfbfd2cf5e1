"""What the office gives a department after the first referral: another referral, a better sheet, a supplement."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.complaints import queries, service
from app.complaints.forms.casework import chosen
from app.complaints.forms.fields import listed
from app.complaints.forms.triage import SHEET, HandOverForm, ReferForm, SheetForm
from app.complaints.models import Complaint
from app.complaints.views import timers
from app.complaints.views.acting import Act, respond
from app.complaints.views.choices import department_choices
from app.complaints.views.root import bp, find
from app.departments import queries as departments
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs


@bp.route("/complaints/<number>/refer", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_ACCEPT)
def refer(number: str) -> ResponseReturnValue:
    """A returned complaint goes to another department; the clocks run on."""
    complaint = find(number)
    referrals = [(one, departments.get(one.department_id)) for one in queries.referrals(complaint)]
    named = {one.name: str(one.id) for one in departments.active()}
    wished = named.get(referrals[-1][0].return_to, "") if referrals else ""
    form = ReferForm(version=complaint.version, to=wished)
    form.to.choices = department_choices(complaint)
    context = {
        "referrals": referrals,
        "sheet": queries.sheet(complaint),
        "timers": timers.block(complaint, office=True),
    }
    act = Act(
        "refer", complaint, form, "complaints/refer.html", _("已改派，时限从第一次交办起连续计算。"), context=context
    )

    def run() -> None:
        to = departments.get(int(chosen(form, "to")))
        service.refer(complaint, to=to, version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)


def _version(complaint: Complaint) -> int:
    sheet = queries.sheet(complaint)
    return sheet.version if sheet else 0


@bp.route("/complaints/<number>/sheet", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_HAND_OVER)
def sheet(number: str) -> ResponseReturnValue:
    """Correct the case sheet after it was handed over."""
    complaint = find(number)
    written = queries.sheet(complaint)
    if written is None:
        raise Missing
    form = SheetForm(version=written.version, **{name: getattr(written, name) for name in SHEET})
    act = Act(
        "sheet",
        complaint,
        form,
        "complaints/sheet.html",
        _("交办单已更正，承办单位会收到通知。"),
        version=lambda: _version(complaint),
        context={"statement": queries.statement(complaint)},
    )

    def run() -> None:
        service.revise_sheet(complaint, form.sheet(), version=form.seen, by=current_user, at=clock.now())

    return respond(act, run)


@bp.route("/complaints/<number>/hand-over/<int:nth>", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_HAND_OVER)
def hand_over(number: str, nth: int) -> ResponseReturnValue:
    """Hand the nth supplement over, in words that the department may read."""
    complaint = find(number)
    added = queries.supplement(complaint, nth)
    form = HandOverForm(version=complaint.version, text=added.words)
    files = [kept for kept in queries.attachments(complaint) if kept.supplement_id == added.id]
    form.files.choices = listed((kept.position, kept.name) for kept in files)
    context = {"added": added, "files": files, "nth": nth}
    copies: list[service.Copy] = []

    def prepare() -> None:
        copies.extend(service.render(complaint, form.files.data or []))

    done = _("补充材料已转给承办单位。")
    act = Act("hand_over", complaint, form, "complaints/hand_over.html", done, prepare=prepare, context=context)

    def run() -> None:
        text = form.text.data or ""
        service.hand_over_supplement(complaint, added, text=text, copies=copies, by=current_user, at=clock.now())

    return respond(act, run)
