"""QR codes: as inline SVG for pages and documents, as PNG for messages."""

from io import BytesIO

import segno
from markupsafe import Markup

_ERROR_LEVEL = "m"
_BORDER = 4


def qr_svg(text: str) -> Markup:
    """An `<svg class="qr">` that scales by CSS, safe to put into a page: no style, no script, none of `text` itself.

    What it says must stand beside it as text: the drawing is `aria-hidden`.
    """
    out = BytesIO()
    segno.make(text, error=_ERROR_LEVEL, micro=False).save(
        out, kind="svg", xmldecl=False, border=_BORDER, omitsize=True, svgclass="qr", lineclass=None, light="#fff"
    )
    drawn = out.getvalue().decode().strip()
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 (segno's drawing; see above)


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A black and white PNG, `scale` pixels for each module."""
    out = BytesIO()
    segno.make(text, error=_ERROR_LEVEL, micro=False).save(out, kind="png", scale=scale, border=_BORDER)
    return out.getvalue()
