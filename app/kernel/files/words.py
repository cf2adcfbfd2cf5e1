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

_P, _RUN, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{tag}") for tag in ("p", "r", "tbl", "tr", "tc", "t"))
_VALUE = qn("w:val")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_UNSEEN = {
    *(qn(f"w:{tag}") for tag in ("del", "moveFrom", "sdtPr", "drawing", "pict", "object", "instrText")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}


def extract(data: bytes) -> Extract:
    """Raises `Unfit("file_damaged")` where it cannot be read."""
    with untrusted():
        document = docx.Document(BytesIO(data))
        body = document.element.body
        _prune(body, _hidden_styles(document.styles.element))
        found = Extract()
        for block in _within(body, {_P, _TABLE}):
            if block.tag == _TABLE:
                found.table(_rows(block))
            else:
                found.text(_line(block))
        return found


def _prune(body: Any, styles: set[str]) -> None:
    """Take out whatever the page does not show."""
    for node in list(body.iter(*_UNSEEN, _P, _RUN, _ROW)):
        if node.tag in _UNSEEN or _is_hidden(node, styles):
            node.getparent().remove(node)


def _is_hidden(node: Any, styles: set[str]) -> bool:
    if node.tag == _ROW:
        return any(_property(node, "trPr", mark) is not None for mark in ("del", "hidden"))
    if node.tag == _P:
        return _named(node, "pPr", "pStyle") in styles
    vanish = _vanishes(node)
    return _named(node, "rPr", "rStyle") in styles if vanish is None else vanish


def _vanishes(node: Any) -> bool | None:
    """Whether a run or a style says that its text is hidden; None where it says nothing."""
    mark = _property(node, "rPr", "vanish")
    return None if mark is None else mark.get(_VALUE) not in {"0", "false", "off"}


def _hidden_styles(styles: Any) -> set[str]:
    """The styles that hide their text, by themselves or by what they are based on."""
    hidden: set[str] = set()
    said = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
    for name in said:
        chain: list[str] = []
        here = name
        while here in said and here not in chain and _vanishes(said[here]) is None:
            chain.append(here)
            based = said[here].find(qn("w:basedOn"))
            here = "" if based is None else based.get(_VALUE)
        if here in said and _vanishes(said[here]):
            hidden.add(name)
    return hidden


def _property(node: Any, kind: str, name: str) -> Any:
    return node.find(f"{qn(f'w:{kind}')}/{qn(f'w:{name}')}")


def _named(node: Any, kind: str, name: str) -> str:
    found = _property(node, kind, name)
    return "" if found is None else found.get(_VALUE, "")


def _within(parent: Any, wanted: set[str]) -> Iterator[Any]:
    """The wanted children, those inside content controls and insertions included."""
    for child in parent.iterchildren():
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, wanted)


def _line(paragraph: Any) -> str:
    text = "".join(_shown(paragraph))
    listed = _property(paragraph, "pPr", "numPr") is not None
    return f"• {text}" if listed and text.strip() else text


def _shown(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(_TEXT, *_SIGNS):
        if node.tag == _TEXT:
            yield node.text or ""
        elif node.getparent().tag == _RUN:
            yield _SIGNS[node.tag]


def _rows(table: Any) -> list[list[str]]:
    return [[_cell(cell) for cell in _within(row, {_CELL})] for row in _within(table, {_ROW})]


def _cell(cell: Any) -> str:
    """The text of a cell; a table inside it becomes lines."""
    lines: list[str] = []
    for block in _within(cell, {_P, _TABLE}):
        lines += [" ".join(row) for row in _rows(block)] if block.tag == _TABLE else [_line(block)]
    return "\n".join(lines).strip()
