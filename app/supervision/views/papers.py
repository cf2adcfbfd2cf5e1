"""An order on paper: PDF to print, DOCX to edit, both in the layout of GB/T 9704."""

from flask import Response
from flask.typing import ResponseReturnValue

from app.kernel.documents import docx, pdf
from app.kernel.permissions import Permission, needs
from app.supervision import queries
from app.supervision.views import drafts
from app.supervision.views.blueprint import bp, me

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(data: bytes, mime: str, name: str) -> Response:
    answer = Response(data, mimetype=mime)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@bp.get("/supervision/<number>/document.pdf")
@needs(Permission.SUPERVISION_READ)
def document_pdf(number: str) -> ResponseReturnValue:
    """The document to print."""
    order = queries.by_number(number, to=me())
    return _file(pdf("official", drafts.document(order)), "application/pdf", f"{order.number}.pdf")


@bp.get("/supervision/<number>/document.docx")
@needs(Permission.SUPERVISION_READ)
def document_docx(number: str) -> ResponseReturnValue:
    """The document to edit."""
    order = queries.by_number(number, to=me())
    return _file(docx(drafts.document(order)), DOCX, f"{order.number}.docx")
