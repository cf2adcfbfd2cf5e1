"""An order or a referral on paper: PDF to print, DOCX to edit, both in the layout of GB/T 9704."""

from flask.typing import ResponseReturnValue

from app.kernel.documents import docx, pdf
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.supervision import queries
from app.supervision.views import drafts
from app.supervision.views.blueprint import bp, me

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/supervision/<number>/document.pdf")
@needs(Permission.SUPERVISION_READ)
def document_pdf(number: str) -> ResponseReturnValue:
    """The document to print."""
    order = queries.by_number(number, to=me())
    return attachment(pdf("official", drafts.document(order)), "application/pdf", f"{order.number}.pdf")


@bp.get("/supervision/<number>/document.docx")
@needs(Permission.SUPERVISION_READ)
def document_docx(number: str) -> ResponseReturnValue:
    """The document to edit."""
    order = queries.by_number(number, to=me())
    return attachment(docx(drafts.document(order)), DOCX, f"{order.number}.docx")


@bp.get("/referrals/<number>/document.pdf")
@needs(Permission.REFERRAL_READ)
def referral_pdf(number: str) -> ResponseReturnValue:
    """The letter to the discipline inspection, to print."""
    found = queries.referral(number)
    return attachment(pdf("official", drafts.letter(found)), "application/pdf", f"{found.number}.pdf")


@bp.get("/referrals/<number>/document.docx")
@needs(Permission.REFERRAL_READ)
def referral_docx(number: str) -> ResponseReturnValue:
    """The letter to edit."""
    found = queries.referral(number)
    return attachment(docx(drafts.letter(found)), DOCX, f"{found.number}.docx")
