"""Two people, one case: what lies there now beside what was typed here, so that nothing is lost (D-16)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import queries as accounts
from app.complaints import queries
from app.complaints.forms.fields import StaffForm
from app.complaints.models import Complaint
from app.complaints.views import offers
from app.complaints.views.root import bp, find
from app.kernel import wording
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.kernel.web import gate
from app.kernel.web.errors import answer
from app.kernel.web.pages import mask_name

REPLY = ("findings", "outcome", "basis", "further")
MARKS = {"csrf_token", "once", "version", "act"}
SHEET = ("happened", "place", "facts", "wants", "complainant")


@dataclass(frozen=True)
class Lying:
    """What lies there now: the saved words under the names of the form's controls, who saved them and when."""

    words: dict[str, str]
    by: int | None = None
    at: datetime | None = None


def page(name: str, number: str, form: StaffForm, refused: Refused, *, version: Callable[[], int] | None) -> str:
    """Both versions; what was typed can be sent again on the new version where the act is still open."""
    db.session.rollback()
    try:
        complaint: Complaint | None = find(number)
    except Missing:
        complaint = None
    open_still = complaint is not None and name in offers.of(complaint)
    if complaint is not None:
        form.version.data = str(version() if version and open_still else complaint.version)
    return render_template(
        "complaints/conflict.html",
        told=wording.tell(refused.code, refused.facts),
        number=number,
        state=complaint.state if complaint else None,
        lying=_shown(_lying(name, complaint), form) if complaint else None,
        form=form,
        open_still=open_still,
    )


@bp.errorhandler(Missing)
def lost(missing: Missing) -> ResponseReturnValue:
    """A form about a case that is no longer the reader's, or never was: the same answer, with what was typed."""
    typed = [(name, text) for name, text in request.form.items() if name not in MARKS and text.strip()]
    if request.method != "POST" or not typed or gate.role() not in {Role.CLERK, Role.OVERSIGHT}:
        return answer(missing.status, missing.code, error=missing)
    told = wording.tell(missing.code, missing.facts)
    return render_template("complaints/conflict.html", told=told, typed=typed), missing.status


def _lying(name: str, complaint: Complaint) -> Lying:
    if name in {"verify", "preliminary", "resolve"}:
        return _reply(complaint)
    if name in {"sheet", "accept"}:
        return _sheet(complaint)
    if name == "rectify":
        return _rectification(complaint)
    if name in {"decline", "route"}:
        reason = wording.label("complaint.decline_reason", complaint.decline_reason) if complaint.decline_reason else ""
        return Lying({"reason": reason, "words": complaint.decline_words, "to": complaint.routed_to})
    return Lying({})


def _reply(complaint: Complaint) -> Lying:
    found = queries.replies(complaint)
    if not found:
        return Lying({})
    last = found[-1]
    words = {name: getattr(last, name) for name in REPLY}
    if complaint.complexity:
        words["complexity"] = wording.label("complaint.complexity", complaint.complexity)
    return Lying(words, last.by_id, last.at)


def _sheet(complaint: Complaint) -> Lying:
    found = queries.sheet(complaint)
    return Lying({name: getattr(found, name) for name in SHEET}, found.made_by, found.made_at) if found else Lying({})


def _rectification(complaint: Complaint) -> Lying:
    found = queries.rectification(complaint)
    if found is None:
        return Lying({})
    return Lying({"plan": found.plan, "evidence": found.evidence}, found.submitted_by, found.submitted_at)


def _shown(lying: Lying, form: StaffForm) -> dict[str, object]:
    """The words under the labels of the form; whoever belongs to another unit stays without a name."""
    rows = [(str(form[name].label.text), text) for name, text in lying.words.items() if name in form and text]
    return {"rows": rows, "by": _who(lying.by), "at": lying.at}


def _who(user_id: int | None) -> str:
    if user_id is None:
        return ""
    user = accounts.get(user_id)
    same = user.role is current_user.role and user.department_id == current_user.department_id
    return mask_name(user.name) if same else _("另一单位")
