"""The complainant's page of a case (ux.md W1), and the files on it."""

from io import BytesIO
from typing import Any

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import queries, rules
from app.complaints.models import Complaint
from app.complaints.rules import State
from app.complaints.views import access, story, timers
from app.complaints.views.receipts import tracking_url
from app.complaints.views.root import bp
from app.kernel.documents import qr_svg
from app.kernel.permissions import Permission, needs
from app.notices import queries as notices
from app.workdays.rules import DeadlineKind

FIRST = frozenset({DeadlineKind.ACCEPTANCE})
ANSWERED = (State.RESOLVED, State.RATED, State.UNDER_REVIEW)


def case_page(complaint: Complaint) -> ResponseReturnValue:
    """The page of the case, for whoever may follow it."""
    return render_template(
        "complaints/my_case.html",
        complaint=complaint,
        category=queries.category(complaint.category),
        where=story.where(complaint),
        clocks=_clocks(complaint),
        entries=story.timeline(complaint),
        statement=queries.statement(complaint),
        attachments=queries.attachments(complaint),
        answer=answer_of(complaint),
        verbs=open_verbs(complaint),
        told=notices.of_case(complaint.number),
        tracking_url=tracking_url(complaint),
        qr=qr_svg(tracking_url(complaint)),
    )


def answer_of(complaint: Complaint) -> str:
    """The last answer of a case that has been closed with one, as text."""
    replies = queries.replies(complaint)
    return story.reply_text(replies[-1]) if replies and complaint.state in ANSWERED else ""


def open_verbs(complaint: Complaint) -> set[str]:
    """The verbs that the complainant's page offers: what the state opens, less what has been used up."""
    used_up = {
        "confirm": queries.confirmed(complaint),
        "rate": bool(queries.ratings(complaint)),
        "rate_again": not _mended_and_unrated(complaint),
        "request_review": queries.review(complaint) is not None,
        "supplement": False,
        "withdraw": False,
    }
    return {verb for verb, used in used_up.items() if not used and verb in rules.open_verbs(complaint.state)}


def _mended_and_unrated(complaint: Complaint) -> bool:
    """Whether what a bad rating opened is closed, and not rated yet."""
    mended = queries.rectification(complaint)
    return mended is not None and mended.closed_at is not None and len(queries.ratings(complaint)) == 1


def _clocks(complaint: Complaint) -> dict[str, list[Any]]:
    """The clock of the acceptance, which is practice, apart from the three of the measures."""
    found = {kind: [] for kind in DeadlineKind}  # type: dict[DeadlineKind, list[Any]]
    for deadline, timer in zip(queries.clocks(complaint), timers.block(complaint, office=True), strict=True):
        found[deadline.kind].append(timer)
    ends = found[DeadlineKind.RESOLUTION] + found[DeadlineKind.PRELIMINARY]
    return {
        "first": found[DeadlineKind.ACCEPTANCE],
        "measures": [
            *(found[DeadlineKind.VERIFICATION] or [_waiting(_("核实"))]),
            *(ends or [_waiting(_("办结或初步结果"))]),
            *(found[DeadlineKind.RECTIFICATION] or [_waiting(_("评价与反馈"), _rating_note(complaint))]),
        ],
    }


def _waiting(name: str, note: str = "") -> dict[str, Any]:
    return {"name": name, "standing": None, "note": note}


def _rating_note(complaint: Complaint) -> str:
    if complaint.state is State.RESOLVED:
        return str(_("等您评价，没有期限"))
    return str(_("已评价")) if queries.ratings(complaint) else ""


@bp.get("/complaints/<number>/files/<int:position>")
@needs(Permission.PUBLIC)
def own_file(number: str, position: int) -> ResponseReturnValue:
    """A file of one's own case, as it was uploaded."""
    found = queries.attachment(access.own(number), position)
    return send_file(BytesIO(found.content), mimetype=found.mime, as_attachment=True, download_name=found.name)
