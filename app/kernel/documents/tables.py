"""Tables of a document as DOCX: header repeated on every page, rows whole, numbers to the right."""

from collections.abc import Callable, Mapping
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

WIDTH = 156


def tabled(document: Any, part: Mapping[str, Any], dress: Callable[[Any], None]) -> None:
    """Add the table `part` (`heads`, `widths`, `numbers`, `rows`); `dress` gives a run its font."""
    table = document.add_table(rows=0, cols=len(part["heads"]))
    table.style, table.autofit = "Table Grid", False
    unit = WIDTH / sum(part["widths"])
    for place, row in enumerate([part["heads"], *part["rows"]]):
        made = table.add_row()
        _property(made, "w:cantSplit")
        if place == 0:
            _property(made, "w:tblHeader")
        for cell, text, width, number in zip(made.cells, row, part["widths"], part["numbers"], strict=True):
            cell.width = Mm(width * unit)
            _fill(cell.paragraphs[0], text, dress, right=number and place > 0, bold=place == 0)


def _fill(paragraph: Any, text: str, dress: Callable[[Any], None], *, right: bool, bold: bool) -> None:
    paragraph.alignment = ALIGN.RIGHT if right else ALIGN.LEFT
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold = bold
    dress(run)


def _property(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
