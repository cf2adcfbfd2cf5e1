"""The copy that goes on to others: the visible content in a file made anew."""

from app.kernel import documents
from app.kernel.files import images, pdfs, sheets, words
from app.kernel.files.accepted import Accepted, Kind


def rerender(accepted: Accepted) -> Accepted:
    """A copy without metadata: pictures stay pictures, everything else becomes a PDF.

    Equal visible content gives equal bytes. The copy's name is neutral; the caller gives it its own (附件1.pdf).
    """
    kind = accepted.kind
    if kind in {Kind.JPG, Kind.PNG}:
        return _copy(kind, images.rerender(kind, accepted.data))
    if kind is Kind.PDF:
        return _copy(kind, pdfs.rerender(accepted.data))
    found = (words if kind is Kind.DOCX else sheets).extract(accepted.data)
    paper = {"origin": kind.value, "blocks": found.blocks, "cut": found.cut}
    return _copy(Kind.PDF, documents.pdf("plain", paper))


def _copy(kind: Kind, data: bytes) -> Accepted:
    return Accepted(kind=kind, data=data, name=f"copy.{kind}")
