"""The visible values of an XLSX: what its visible sheets show in visible rows and columns.

Left out: hidden sheets, rows and columns, comments, pictures, charts, properties; of formulas the last values are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string

from app.kernel.files.extract import Extract
from app.kernel.files.guard import untrusted

MOST_ROWS = 2_000
MOST_COLUMNS = 60
_ON = {"1", "true"}


@dataclass
class _Shape:
    """Which rows and columns of a sheet are hidden, counted from 1, and whether it goes beyond what is read."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    beyond: bool = False


def extract(data: bytes) -> Extract:
    """Raises `Unfit("file_damaged")` where it cannot be read."""
    with untrusted(), ZipFile(BytesIO(data)) as package:
        found = Extract()
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    _add(found, sheet, _shape(package, sheet))
        finally:
            book.close()
        return found


def _add(found: Extract, sheet: Any, shape: _Shape) -> None:
    sheet.reset_dimensions()
    shown = [
        [_shown(value) for column, value in enumerate(row, start=1) if column not in shape.columns]
        for number, row in enumerate(_values(sheet), start=1)
        if number not in shape.rows
    ]
    rows = _trimmed(shown)
    if rows:
        found.heading(sheet.title)
        found.table(rows)
    found.cut = found.cut or shape.beyond


def _values(sheet: Any) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return rows


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without empty rows and without empty columns."""
    kept = [row for row in rows if any(row)]
    width = max(map(len, kept), default=0)
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in kept)]
    return [[row[column] if column < len(row) else "" for column in used] for row in kept]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else _plain(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()


def _shape(package: ZipFile, sheet: Any) -> _Shape:
    """What the sheet's own part says; openpyxl, reading in a stream, does not tell."""
    shape, number = _Shape(), 0
    with package.open(sheet._worksheet_path) as part:
        for _, element in iterparse(part):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                number = int(element.get("r") or number + 1)
                _see_row(shape, element, number)
                element.clear()
            elif tag == "col" and element.get("hidden") in _ON:
                shape.columns.update(range(int(element.get("min")), min(int(element.get("max")), MOST_COLUMNS) + 1))
    return shape


def _see_row(shape: _Shape, row: Any, number: int) -> None:
    if row.get("hidden") in _ON:
        shape.rows.add(number)
        return
    last = row[-1].get("r") if len(row) else None
    width = column_index_from_string(coordinate_from_string(last)[0]) if last else len(row)
    shape.beyond = shape.beyond or (len(row) > 0 and (number > MOST_ROWS or width > MOST_COLUMNS))
