"""The copy that goes on to others: the visible content in a file made anew."""

from app.kernel import documents
from app.kernel.errors import Refused
from app.kernel.files import images, pdfs, sheets, words
from app.kernel.files.accepted import Accepted, Kind
from app.kernel.files.guard import Unfit


def rerender(accepted: Accepted) -> Accepted:
    """A copy without metadata: pictures stay pictures, everything else becomes a PDF.

    Equal visible content gives equal bytes. The copy's name is neutral; the caller gives it its own (附件1.pdf).
    Raises `Refused("file_damaged")` where a part turns out to be unreadable only when it is drawn.
    """
    try:
        return _drawn(accepted.kind, accepted.data)
    except Unfit as unfit:
        raise Refused(unfit.code, name=accepted.name, **unfit.facts) from unfit


def _drawn(kind: Kind, data: bytes) -> Accepted:
    if kind in {Kind.JPG, Kind.PNG}:
        return _copy(kind, images.rerender(kind, data))
    if kind is Kind.PDF:
        return _copy(kind, pdfs.rerender(data))
    found = (words if kind is Kind.DOCX else sheets).extract(data)
    paper = {"origin": kind.value, "blocks": found.blocks, "cut": found.cut}
    return _copy(Kind.PDF, documents.pdf("plain", paper))


def _copy(kind: Kind, data: bytes) -> Accepted:
    return Accepted(kind=kind, data=data, name=f"copy.{kind}")
