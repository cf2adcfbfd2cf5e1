"""A paper as a DOCX, for those who go on with it in their own programs."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from app.kernel.documents.pdf import printable

_FONT, _HEAD = "仿宋_GB2312", "方正小标宋简体"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word(data: Mapping[str, Any]) -> bytes:
    """The document that `pdf("paper", data)` prints, with the fonts that offices have; the same data, the same bytes.

    `data`: `title` and `blocks`, each a text or a table of equally long rows.
    """
    told = printable(data)
    made = docx.Document()
    _page(made)
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dressed(title.add_run(told["title"]), _HEAD, 22)
    for block in told["blocks"]:
        if block["kind"] == "table":
            _table(made, block["rows"])
        else:
            _dressed(made.add_paragraph().add_run(block["text"]), _FONT, 14)
    out = BytesIO()
    made.save(out)
    return _undated(out.getvalue())


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.left_margin = Cm(3.7), Cm(2.8)
    section.bottom_margin, section.right_margin = Cm(3.5), Cm(2.6)


def _dressed(run: Any, font: str, size: int) -> None:
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _dressed(cell.paragraphs[0].add_run(text), _FONT, 12)


def _undated(data: bytes) -> bytes:
    """The same package, its parts without the time at which they were packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            made.writestr(zipfile.ZipInfo(part.filename, _EPOCH), given.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
