"""The check page, and the act of filing: a double click or a repeated POST makes one complaint (ux.md E-06, E-22)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries, service
from app.complaints.forms.filing import ContactForm, FactsForm, MatterForm, Step, contact
from app.complaints.models import Complaint, Draft, DraftFile
from app.complaints.rules import Disclosure
from app.complaints.service import Filing, Upload
from app.complaints.views import drafting, filing
from app.complaints.views.root import bp, holder, identity_key, user
from app.kernel import clock, limits
from app.kernel.db import aside, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import COMPLAINANT, Permission, needs
from app.kernel.web import browser
from app.kernel.web.forms import Form

FILED_FROM_ONE_ADDRESS = "30 per hour; 200 per day"


@bp.get("/complaints/new/check")
@needs(Permission.COMPLAINT_FILE)
def check() -> ResponseReturnValue:
    """Everything once more, each answer with a way to change it; nothing has been sent to anybody."""
    draft = drafting.current()
    if draft is None:
        return redirect(url_for("complaints.start"), 303)
    if other := _elsewhere():
        return redirect(other, 303)
    if way := _mend():
        flash(_("还有几处要补全，补全后就可以提交。"))
        return redirect(way, 303)
    twins = _twins(drafting.answers())
    if twins:
        return render_template("complaints/duplicates.html", rows=queries.rows_of(twins, to=user()))  # type: ignore[arg-type]
    return _check_page(draft, Form())


@bp.post("/complaints/new/duplicates")
@needs(Permission.COMPLAINT_FILE)
def file_anyway() -> ResponseReturnValue:
    """It is another matter than the one that lies there already."""
    drafting.keep(another=True)
    return redirect(url_for("complaints.check"), 303)


@bp.post("/complaints/new/check")
@needs(Permission.COMPLAINT_FILE)
def submit() -> ResponseReturnValue:
    """File. Where the draft is filed already, its receipt is the answer."""
    draft = drafting.current()
    if draft is not None and (way := _elsewhere() or _mend()):
        return redirect(way, 303)
    if draft is not None and not holder():
        limits.spend("file", limits.address(), most=FILED_FROM_ONE_ADDRESS)
    try:
        complaint = _file()
    except Refused as refused:
        form = Form()
        form.refuse(refused)
        return _check_page(draft, form) if draft else redirect(url_for("complaints.start"), 303)
    if complaint is None:
        return redirect(url_for("complaints.start"), 303)
    if not holder():
        browser.remember_receipt(complaint.number, browser.draft_key())
    return redirect(url_for("complaints.receipt", number=complaint.number), 303)


def _file() -> Complaint | None:
    """The complaint that the draft of this browser becomes, or became; None where there was no draft."""
    key, at = browser.draft_key(), clock.now()
    with transaction():
        draft = drafting.current(lock=True)
        if draft is None:
            return queries.filed_under(drafting.origin(key), holder=holder())
        who, told = user(), drafting.answers()
        filed = service.file(
            _filing(queries.draft_files(draft, content=True)),
            origin=drafting.origin(key),
            key=identity_key(),
            holder=who.id if who and holder() else None,
            by=COMPLAINANT,
            at=at,
        )
        service.discard(draft)
    with aside():
        service.count_filed(told, at=at)
    return filed.complaint


def _steps() -> dict[str, Step]:
    """The steps as the draft fills them in, by endpoint."""
    answers = drafting.answers()
    found: dict[str, Step] = {
        "complaints.matter": MatterForm.of(answers).offer(queries.categories()),
        "complaints.facts": FactsForm.of(answers).fit(signed_in=bool(holder())),
    }
    return found if holder() else {**found, "complaints.contact": ContactForm.of(answers)}


def _elsewhere() -> str:
    """The form of this kind of complaint, where it has one of its own."""
    return filing.own_form(str(drafting.answers().get("category", "")), check=True)


def _mend() -> str:
    """The first step that is not in order, to be mended; empty where all are."""
    gap = next((endpoint for endpoint, form in _steps().items() if not form.validate()), "")
    return url_for(gap, faults=1, change=1) if gap else ""


def _values() -> dict[str, Any]:
    """The parsed answers of all steps."""
    found: dict[str, Any] = {}
    for form in _steps().values():
        form.validate()
        found |= {name: value or "" for name, value in form.values().items() if name != "files"}
    return found


def _filing(files: Any) -> Filing:
    values = _values()
    kept = {name: values[name] for name in ("category", "about", "happened", "place", "facts", "wants")}
    uploads = [Upload(name=one.name, mime=one.mime, data=one.content, sha256=one.sha256) for one in files]
    return Filing(
        **kept,
        disclosure=Disclosure(values["disclosure"]),
        contact=contact(values, user() if holder() else None),
        files=uploads,
    )


def _twins(answers: dict[str, Any]) -> list[Complaint]:
    """The account's own open complaints of the same kind or about the same unit, unless it said: another matter."""
    if answers.get("another"):
        return []
    about = answers.get("about")
    return [
        found
        for found in queries.followed(holder(), only_open=True)
        if found.category == answers.get("category") or (about and queries.statement(found).about == about)
    ]


def _check_page(draft: Draft, form: Form) -> ResponseReturnValue:
    values = _values()
    files: list[DraftFile] = list(queries.draft_files(draft))
    page = render_template(
        "complaints/new_check.html",
        form=form,
        values=values,
        category=queries.category(values["category"]),
        contact=contact(values, user() if holder() else None),
        files=files,
        account=bool(holder()),
    )
    return page, 422 if form.errors else 200
