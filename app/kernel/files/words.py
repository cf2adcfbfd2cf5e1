"""The visible text of a DOCX: paragraphs and tables of its body.

Left out: pictures, text boxes, headers and footers, comments, footnotes, struck-out revisions, hidden text, properties.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from app.kernel.files.extract import Extract
from app.kernel.files.guard import untrusted

_P, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "t"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_UNSEEN = {
    *(qn(f"w:{tag}") for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "drawing", "pict", "object", "instrText")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}


def extract(data: bytes) -> Extract:
    """Raises `Refused("file_damaged")` where it cannot be read."""
    with untrusted():
        found = Extract()
        for block in _within(docx.Document(BytesIO(data)).element.body, {_P, _TABLE}):
            if block.tag == _TABLE:
                found.table(_rows(block))
            else:
                found.text(_line(block))
        return found


def _within(parent: Any, wanted: set[str]) -> Iterator[Any]:
    """The wanted children, those inside content controls and insertions included."""
    for child in parent.iterchildren():
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, wanted)


def _line(paragraph: Any) -> str:
    listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    text = "".join(_shown(paragraph))
    return f"• {text}" if listed and text.strip() else text


def _shown(node: Any) -> Iterator[str]:
    for child in node.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNSEEN and not _is_hidden(child):
            yield from _shown(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in {"0", "false", "off"}


def _rows(table: Any) -> list[list[str]]:
    rows = (row for row in _within(table, {_ROW}) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None)
    return [[_cell(cell) for cell in _within(row, {_CELL})] for row in rows]


def _cell(cell: Any) -> str:
    """The text of a cell; a table inside it becomes lines."""
    lines: list[str] = []
    for block in _within(cell, {_P, _TABLE}):
        lines += [" ".join(row) for row in _rows(block)] if block.tag == _TABLE else [_line(block)]
    return "\n".join(lines).strip()
