"""Excel 2003 XML (SpreadsheetML), which systems of that age still write under the names .xls and .xlsx."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from app.kernel.errors import Refused
from app.kernel.sheets.book import MOST_LINES, MOST_ROWS, Book, Table, table

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 16_384


def read(data: bytes) -> Book:
    """Every worksheet's values as text. Refuses a damaged file and one with entities."""
    try:
        return Book("spreadsheetml", "", list(_tables(data)))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused("sheet_damaged") from error


def _tables(data: bytes) -> Iterator[Table]:
    rows: dict[int, list[str]] = {}
    for _, element in iterparse(BytesIO(data), forbid_dtd=True):
        if element.tag == f"{_SS}Row":
            _keep(rows, element)
            element.clear()
        elif element.tag == f"{_SS}Worksheet":
            yield table(element.get(f"{_SS}Name", ""), _lines(rows))
            rows = {}
            element.clear()


def _keep(rows: dict[int, list[str]], element: Any) -> None:
    if len(rows) > MOST_ROWS:
        raise Refused("sheet_too_many_rows", most=MOST_ROWS)
    line = _place(element, next(reversed(rows), 0) + 1, MOST_LINES)
    rows[line] = _cells(element)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_SS}Cell"):
        place = _place(cell, len(cells) + 1, _WIDEST)
        cells += [""] * (place - 1 - len(cells))
        data = cell.find(f"{_SS}Data")
        cells.append("" if data is None else _value(data))
        cells += [""] * min(int(cell.get(f"{_SS}MergeAcross", "0")), _WIDEST - len(cells))
    return cells


def _place(element: Any, following: int, most: int) -> int:
    """Where a row or cell says it stands, or the next place."""
    place = int(element.get(f"{_SS}Index", following))
    if not following <= place <= most:
        raise ValueError("out of order")
    return place


def _value(data: Any) -> str:
    text = "".join(data.itertext())
    if data.get(f"{_SS}Type") == "DateTime":
        return text.removesuffix(".000").removesuffix("T00:00:00")
    return text


def _lines(rows: dict[int, list[str]]) -> Iterator[list[str]]:
    return (rows.get(line, []) for line in range(1, max(rows, default=0) + 1))
