"""PDFs: opened to be checked, and drawn page by page into a new file."""

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from app.kernel.files import images
from app.kernel.files.accepted import Kind, Limits
from app.kernel.files.guard import Unfit, untrusted

_SCALE = 2.0  # 144 dpi
_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


class Sheet(NamedTuple):
    """One drawn page: its picture, and its size on paper in points."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


def check(data: bytes, limits: Limits) -> None:
    """Load every page. Raises `Unfit`: `file_encrypted` (needs a password), `file_too_many_pages`, `file_damaged`."""
    with untrusted(), closing(_opened(data)) as document:
        if len(document) > limits.pages:
            raise Unfit("file_too_many_pages", most=limits.pages)
        if not len(document):
            raise Unfit("file_damaged")
        for index in range(len(document)):
            document[index].close()


def rerender(data: bytes) -> bytes:
    """A PDF of pictures of the pages: no text layer, author, date, attachment, script or link of the original."""
    with untrusted(), closing(_opened(data)) as document:
        document.init_forms()
        return bound([_drawn(document, index) for index in range(len(document))])


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unfit("file_encrypted" if error.err_code in _LOCKED else "file_damaged") from error


def _drawn(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    with closing(document[index]) as page:
        points = page.get_size()
        scale = min(_SCALE, images.LONGEST_SIDE / max(*points, 1.0))
        with closing(page.render(scale=scale)) as bitmap:
            image = bitmap.to_pil().convert("RGB")
            return Sheet(images.encoded(image, Kind.JPG), image.size, points)


def bound(sheets: list[Sheet]) -> bytes:
    """The sheets as a PDF 1.4 file that holds nothing besides: no information dictionary, no identifier, no date."""
    objects = list(_objects(sheets))
    out = bytearray(b"%PDF-1.4\n%\x80\x80\x80\x80\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _objects(sheets: list[Sheet]) -> Iterator[bytes]:
    """Catalogue, page tree, and for each sheet a page, its drawing order and its picture."""
    firsts = range(3, 3 + 3 * len(sheets), 3)
    yield b"<</Type/Catalog/Pages 2 0 R>>"
    yield b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(sheets), b" ".join(b"%d 0 R" % first for first in firsts))
    for first, sheet in zip(firsts, sheets, strict=True):
        width, height = (b"%.2f" % side for side in sheet.points)
        yield (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b %b]/Contents %d 0 R/Resources<</XObject<</P %d 0 R>>>>>>"
            % (width, height, first + 1, first + 2)
        )
        yield _stream(b"", b"q %b 0 0 %b 0 0 cm /P Do Q" % (width, height))
        yield _stream(
            b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
            % sheet.pixels,
            sheet.jpeg,
        )


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)
