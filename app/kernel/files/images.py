"""Pictures: JPEG and PNG."""

from io import BytesIO

from PIL import Image

from app.kernel.files.accepted import Kind, Limits
from app.kernel.files.guard import Unfit, untrusted

LONGEST_SIDE = 2400  # pixels of a copy: an A4 page at 200 dpi
JPEG = {"quality": 85, "subsampling": 2}
_FORMATS = ("JPEG", "PNG")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def check(data: bytes, limits: Limits) -> None:
    """Decode the picture once. Raises `Unfit`: `file_damaged`, or `file_bomb` before it takes up any memory."""
    with untrusted():
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            raise Unfit("file_bomb") from None
        with image:
            if image.width * image.height > limits.pixels:
                raise Unfit("file_bomb")
            image.load()


def rerender(kind: Kind, data: bytes) -> bytes:
    """The visible pixels in a new file: turned upright, at most `LONGEST_SIDE`, without any metadata or profile.

    What lies under transparency is covered with white; of several frames the first is kept.
    """
    with untrusted(), Image.open(BytesIO(data), formats=_FORMATS) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = _upright(_flat(image), image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return encoded(upright, kind)


def encoded(image: Image.Image, kind: Kind) -> bytes:
    """The pixels of `image` and nothing else, as JPEG or PNG."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = BytesIO()
    if kind is Kind.PNG:
        bare.save(out, "PNG")
    else:
        bare.save(out, "JPEG", **JPEG)
    return out.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB, as seen on white paper."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("L" if image.mode in {"1", "L"} else "RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _upright(flat: Image.Image, original: Image.Image) -> Image.Image:
    turn = _TURNS.get(original.getexif().get(_ORIENTATION, 1))
    return flat if turn is None else flat.transpose(turn)
