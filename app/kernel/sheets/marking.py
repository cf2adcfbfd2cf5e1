"""The sheet that was uploaded, given back: a column 错误说明, the bad rows' wrong cells yellow."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import xlsxwriter

from app.kernel.sheets.book import Row
from app.kernel.sheets.checking import ERRORS_TITLE, BadRow, Checked
from app.kernel.sheets.writing import HEADER, OPTIONS, put, storable

YELLOW = {"num_format": "@", "bg_color": "#FFF1CC", "border": 1}
ERROR = {"num_format": "@", "font_color": "#8F0E16", "text_wrap": True}


def marked(checked: Checked) -> bytes:
    """Every row in its place; the last column says what is wrong. It can be corrected and uploaded as it is."""
    out = BytesIO()
    kept = [place for place, title in enumerate(_widest(checked)) if title != ERRORS_TITLE]
    bad = {row.line: row for row in checked.bad}
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page = book.add_worksheet(_title(checked.table.title))
        styles = {name: book.add_format(look) for name, look in _LOOKS.items()}
        page.set_column(0, max(0, len(kept) - 1), 22, styles["plain"])
        page.set_column(len(kept), len(kept), 60, styles["error"])
        for line, row in enumerate(checked.table.rows, 1):
            cells = [row[place] if place < len(row) else "" for place in kept]
            if line == checked.header.line:
                put(page, line - 1, [*cells, ERRORS_TITLE], styles["header"])
            else:
                put(page, line - 1, cells, styles["plain"])
                _mark(page, bad.get(line), checked, kept, cells, styles)
        page.freeze_panes(checked.header.line, 0)
    return out.getvalue()


_LOOKS = {"plain": {"num_format": "@"}, "header": HEADER, "yellow": YELLOW, "error": ERROR}


def _widest(checked: Checked) -> Row:
    """The header's titles, with empty ones for the cells of longer rows."""
    width = max(len(row) for row in checked.table.rows)
    titles = tuple(title.strip() for title in checked.header.titles)
    return titles + ("",) * (width - len(titles))


def _mark(page: Any, bad: BadRow | None, checked: Checked, kept: list[int], cells: list[str], styles: Any) -> None:
    if bad is None:
        return
    for place in _wrong(bad, checked):
        if place in kept:
            at = kept.index(place)
            page.write_string(bad.line - 1, at, storable(cells[at]), styles["yellow"])
    page.write_string(bad.line - 1, len(kept), storable(told(bad)), styles["error"])


def _wrong(bad: BadRow, checked: Checked) -> Iterator[int]:
    """The places of the wrong cells; of a fault of the whole row all of them."""
    places = checked.header.places
    for fault in bad.faults:
        yield from [places[fault.column]] if fault.column in places else range(len(bad.cells))


def told(bad: BadRow) -> str:
    """All faults of a row in one text."""
    return "\n".join(f"{fault.column}：{fault.sentence}" if fault.column else fault.sentence for fault in bad.faults)


def _title(name: str) -> str:
    """A sheet name that Excel accepts."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'" and sign >= " ")[:31]
    return plain or "Sheet1"


def faults_as_rows(bad: Iterable[BadRow]) -> list[dict[str, Any]]:
    """The bad rows as JSON can hold them."""
    return [{"line": row.line, "faults": [list(fault) for fault in row.faults]} for row in bad]
