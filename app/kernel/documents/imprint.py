"""The imprint (版记) of an official document: where copies go, who printed it and when, at the foot of its page."""

from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

WIDTH, CHARACTER = Mm(156), Pt(14)
LINES = {"top": "8", "bottom": "8", "insideH": "6"}
"""Eighths of a point: 0.35 mm for the first and the last line, 0.25 mm between."""
PLACE = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}


def imprint(document: Any, lines: Iterable[str], dress: Callable[[Any], None]) -> None:
    """A table at the lower edge of the type area, all on one page.

    A reader that knows no floating tables shows it below the text. What stands after a tab goes to the right; `dress`
    gives a run its font.
    """
    table = document.add_table(rows=0, cols=1)
    table.autofit = False
    for text in lines:
        cell = table.add_row().cells[0]
        cell.width, line = WIDTH, cell.paragraphs[0]
        form = line.paragraph_format
        form.left_indent = form.right_indent = CHARACTER
        form.space_before = form.space_after = Pt(2)
        form.keep_with_next = True
        form.tab_stops.add_tab_stop(WIDTH - CHARACTER, WD_TAB_ALIGNMENT.RIGHT)
        dress(line.add_run(text))
    _dressed(table._tbl.tblPr)
    last = document.add_paragraph().paragraph_format
    last.line_spacing, last.space_before, last.space_after = Pt(1), Pt(0), Pt(0)


def _dressed(told: Any) -> None:
    """Its place, its lines, and cells without an edge of their own."""
    borders = _made("tblBorders")
    for side, width in LINES.items():
        borders.append(_made(side, val="single", sz=width, space="0", color="000000"))
    margins = _made("tblCellMar")
    for side in ("left", "right"):
        margins.append(_made(side, w="0", type="dxa"))
    told.insert_element_before(_made("tblpPr", **PLACE), "w:tblW", "w:tblLayout", "w:tblLook")
    told.insert_element_before(borders, "w:tblLayout", "w:tblLook")
    told.insert_element_before(margins, "w:tblLook")


def _made(name: str, **values: str) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made
