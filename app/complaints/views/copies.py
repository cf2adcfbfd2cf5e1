"""Files of a case: originals for the office, re-rendered copies for the department, answers for both."""

from flask import Response
from flask.typing import ResponseReturnValue

from app.complaints import queries
from app.complaints.rules import Author
from app.complaints.views.root import bp, find
from app.kernel import files
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs


def download(data: bytes, mime: str, name: str) -> Response:
    """The bytes as a file to keep: never shown inside the page, its kind never guessed."""
    answer = Response(data, mimetype=mime)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@bp.get("/complaints/<number>/copies/<int:nth>")
@needs(Permission.COMPLAINT_READ)
def copy(number: str, nth: int) -> ResponseReturnValue:
    """One of the copies that were handed over to the department."""
    complaint = find(number)
    kept = queries.handed_copy(complaint, nth)
    return download(kept.handed_copy or b"", kept.handed_mime, f"{complaint.number}-{kept.handed_name}")


@bp.get("/complaints/<number>/copies/preview/<int:position>")
@needs(Permission.COMPLAINT_HAND_OVER)
def preview_copy(number: str, position: int) -> ResponseReturnValue:
    """The copy as the department would get it, before it is handed over."""
    complaint = find(number)
    kept = queries.attachment(complaint, position)
    made = files.rerender(files.checked(kept.name, kept.content))
    return download(made.data, made.mime, f"{complaint.number}-preview-{position}.{made.extension}")


@bp.get("/complaints/<number>/originals/<int:position>")
@needs(Permission.COMPLAINT_HAND_OVER)
def original(number: str, position: int) -> ResponseReturnValue:
    """A file as the complainant sent it: for the office only."""
    kept = queries.attachment(find(number), position)
    return download(kept.content, kept.mime, kept.name)


@bp.get("/complaints/<number>/answers/<int:nth>")
@needs(Permission.COMPLAINT_READ)
def answer(number: str, nth: int) -> ResponseReturnValue:
    """The nth file of the department's answers, counted apart from the complainant's files."""
    complaint = find(number)
    own = [kept for kept in queries.attachments(complaint) if kept.author is Author.DEPARTMENT]
    if not 1 <= nth <= len(own):
        raise Missing
    kept = queries.attachment(complaint, own[nth - 1].position)
    return download(kept.content, kept.mime, kept.name)
