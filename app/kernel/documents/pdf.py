"""A PDF from a template and data."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

TEMPLATES = Path(__file__).parent / "templates"
_EPOCH = 0


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document `template` (such as `"receipt"`) filled with `data`, which must be what JSON can hold.

    No clock is read: the file's own date is the epoch, and no system font is used. Raises `KeyError` for an unknown
    template and `typst.TypstError` where a key that the template needs is missing.
    """
    source = _sources()[template]
    inputs = {"data": json.dumps(printable(data), ensure_ascii=False)}
    return bytes(
        typst.compile(
            source,
            root=str(TEMPLATES),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs=inputs,
            timestamp=_EPOCH,
        )
    )


def png(svg: str, *, points: int = 144) -> bytes:
    """An SVG as a picture with `points` dots an inch, for files that cannot hold the drawing itself."""
    source = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return bytes(
        typst.compile(source.encode(), font_paths=_fonts(), format="png", ppi=float(points), sys_inputs={"svg": svg})
    )


def printable(value: Any) -> Any:
    """The same data without control characters, which no font can show; line ends stay."""
    if isinstance(value, str):
        return "".join(c for c in value if c in "\n\t" or ord(c) >= 32)
    if isinstance(value, Mapping):
        return {name: printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


@cache
def _sources() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in TEMPLATES.glob("*.typ")}


@cache
def _fonts() -> Any:
    """Noto Sans SC and Noto Serif SC from their package: the same on every machine."""
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
