"""A few small made-up papers that complainants put to their complaints: a photograph, a scanned notice."""

from io import BytesIO
from random import Random
from time import gmtime

from PIL import Image, ImageDraw

from app.complaints import service as complaints
from app.complaints.service import Upload

_PAPER, _INK, _STAMP = (250, 248, 240), (60, 60, 66), (190, 40, 40)


def papers(random: Random) -> list[Upload]:
    """Two pictures and one document, the same for the same seed."""
    pictures = [_page(random, (480, 640)), _page(random, (640, 480))]
    named = [complaints.upload(f"现场照片{n}.png", _saved(page, "PNG")) for n, page in enumerate(pictures, 1)]
    scan = _saved(_page(random, (595, 842)), "PDF", creationDate=gmtime(0), modDate=gmtime(0))
    return [*named, complaints.upload("检查通知扫描件.pdf", scan)]


def _page(random: Random, size: tuple[int, int]) -> Image.Image:
    """Lines like those of a notice, and a round stamp."""
    page = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(page)
    width, height = size
    for top in range(60, height - 140, 28):
        draw.rectangle((50, top, 50 + random.randrange(width // 2, width - 100), top + 9), fill=_INK)
    draw.ellipse((width - 190, height - 190, width - 60, height - 60), outline=_STAMP, width=6)
    return page


def _saved(page: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    page.save(out, kind, **more)
    return out.getvalue()
