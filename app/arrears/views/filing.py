"""Filing in one page and a check (ux.md E-19): the complaint and its account land in one act."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.arrears import queries, service
from app.arrears.forms import DebtForm
from app.arrears.views import drafting
from app.arrears.views.blueprint import bp, holder, identity_key, user
from app.complaints import queries as complaints
from app.complaints import service as filing
from app.complaints.forms.filing import ContactForm, contact
from app.complaints.models import Complaint
from app.complaints.rules import Disclosure
from app.complaints.service import Filing, Upload
from app.departments import queries as departments
from app.kernel import clock, limits, wording
from app.kernel.db import aside, transaction
from app.kernel.errors import Refused
from app.kernel.money import capitals
from app.kernel.permissions import COMPLAINANT, Permission, needs
from app.kernel.web import browser
from app.kernel.web.forms import Form

FILED_FROM_ONE_ADDRESS = "30 per hour; 200 per day"


@bp.route("/arrears/new", methods=["GET", "POST"])
@needs(Permission.COMPLAINT_FILE)
def new() -> ResponseReturnValue:
    """The short form. Files that are good stay, whatever else is wrong."""
    form = _opened()
    if form.is_submitted():
        drafting.keep(**form.typed())
        refused = drafting.take_files()
        good = form.validate()
        for error in refused:
            form.refuse(error)
        if good and not refused:
            return redirect(url_for(".check" if holder() or _reachable() else "complaints.contact"), 303)
    elif request.args.get("faults"):
        form.validate()
    else:
        drafting.opened()
    return _page("arrears/new.html", form, departments=departments.active(), terms=queries.terms(clock.today()))


def _opened() -> DebtForm:
    """The form with what the draft holds; with its faults where the check page sent back to it."""
    kept = drafting.answers()
    faulty = request.method == "GET" and request.args.get("faults")
    form = DebtForm.of(kept) if faulty else DebtForm(data=kept)
    return form.fit(signed_in=bool(holder()))


def _page(template: str, form: Form, **more: Any) -> ResponseReturnValue:
    means = {value.value: wording.label("disclosure_means", value) for value in Disclosure}
    page = render_template(template, form=form, files=drafting.files(), means=means, **more)
    return page, 422 if form.is_submitted() else 200


def _filled() -> DebtForm:
    """The form as the draft fills it in, judged."""
    form = DebtForm.of(drafting.answers()).fit(signed_in=bool(holder()))
    form.validate()
    return form


def _reachable() -> bool:
    """Whether somebody without an account has said how to be reached."""
    return bool(ContactForm.of(drafting.answers()).validate())


def _gap() -> str:
    """Where something is still to be mended; empty where all is in order."""
    if _filled().faults():
        return url_for(".new", faults=1)
    return "" if holder() or _reachable() else url_for("complaints.contact", faults=1, change=1)


@bp.get("/arrears/new/check")
@needs(Permission.COMPLAINT_FILE)
def check() -> ResponseReturnValue:
    """Everything once more, the sum in capitals, the last day for paying; nothing has been sent to anybody."""
    if drafting.current() is None:
        return redirect(url_for(".new"), 303)
    if gap := _gap():
        return redirect(gap, 303)
    return _check_page(Form())


def _check_page(form: Form) -> ResponseReturnValue:
    debt = _filled().debt()
    more = {"debt": debt, "limit": service.limit(debt, clock.today()), "terms": queries.terms(clock.today())}
    values = _values()
    return _page("arrears/check.html", form, values=values, contact=_contact(values), account=bool(holder()), **more)


def _values() -> dict[str, Any]:
    """The parsed answers of the form, and of the page of the contact."""
    told: dict[str, Any] = {name: value or "" for name, value in _filled().values().items()}
    if not holder():
        form = ContactForm.of(drafting.answers())
        form.validate()
        told |= {name: value or "" for name, value in form.values().items()}
    return told


def _contact(values: dict[str, Any]) -> filing.Contact:
    return contact(values, user() if holder() else None)


@bp.post("/arrears/new/check")
@needs(Permission.COMPLAINT_FILE)
def submit() -> ResponseReturnValue:
    """File. Where the draft is filed already, its receipt is the answer."""
    draft = drafting.current()
    if draft is not None and (gap := _gap()):
        return redirect(gap, 303)
    if draft is not None and not holder():
        limits.spend("file", limits.address(), most=FILED_FROM_ONE_ADDRESS)
    try:
        complaint = _file()
    except Refused as refused:
        form = Form()
        form.refuse(refused)
        return _check_page(form) if draft else redirect(url_for(".new"), 303)
    if complaint is None:
        return redirect(url_for(".new"), 303)
    if not holder():
        browser.remember_receipt(complaint.number, browser.draft_key())
    return redirect(url_for("complaints.receipt", number=complaint.number), 303)


def _file() -> Complaint | None:
    """The complaint that the draft becomes, or became; None where there was no draft."""
    at = clock.now()
    with transaction():
        draft = drafting.current(lock=True)
        if draft is None:
            return complaints.filed_under(drafting.origin(), holder=holder())
        who, answers = user(), drafting.answers()
        told, debt = _filing(), _filled().debt()
        owner = who.id if who and holder() else None
        made = filing.file(told, origin=drafting.origin(), key=identity_key(), holder=owner, by=COMPLAINANT, at=at)
        filing.discard(draft)
        service.open_account(made.complaint, debt, by=service.CREDITOR, at=at)
    with aside():
        filing.count_filed(answers, at=at)
    return made.complaint


def _filing() -> Filing:
    """The complaint that goes with the account: whom it is about, since when, and that the sum be paid."""
    values, debt = _values(), _filled().debt()
    kept = drafting.files(content=True)
    owed = {"sum": f"{debt.amount:,.2f}", "capitals": capitals(debt.amount)}
    return Filing(
        category="arrears",
        about=debt.debtor.name if debt.debtor else debt.debtor_name,
        happened=debt.delivered_on.isoformat(),
        place="",
        facts=values["facts"],
        wants=_("支付拖欠的 %(sum)s 元（%(capitals)s）。", **owed),
        disclosure=Disclosure(values["disclosure"]),
        contact=_contact(values),
        files=[Upload(name=one.name, mime=one.mime, data=one.content, sha256=one.sha256) for one in kept],
    )
