"""Office Open XML workbooks, read row by row; and what keeps a small file from unpacking into a large one."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from app.kernel.errors import Refused
from app.kernel.sheets.book import MOST_LINES, MOST_PACKING, MOST_PARTS, MOST_ROWS, MOST_UNPACKED, Book, Table, table

_SMALL = 1024 * 1024


def refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a package that unpacks into too much. A part cannot unpack into more than it says: reading stops there."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("sheet_unpacks_too_large", most=MOST_UNPACKED // 1024 // 1024)
    if any(part.file_size > max(_SMALL, part.compress_size * MOST_PACKING) for part in parts):
        raise Refused("sheet_unpacks_too_large", most=MOST_UNPACKED // 1024 // 1024)


def read(data: bytes) -> Book:
    """Every sheet's values as text; of a formula the value that the spreadsheet last saw. Refuses a damaged file."""
    try:
        return Book("xlsx", "", list(_tables(data)))
    except Refused:
        raise
    except Exception as error:
        raise Refused("sheet_damaged") from error


def _tables(data: bytes) -> Iterator[Table]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield table(sheet.title, _lines(sheet.iter_rows(values_only=True)))
    book.close()


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows, as long as a spreadsheet can have so many: a forged row number would count for ever."""
    for line, row in enumerate(rows, 1):
        if line > MOST_LINES:
            raise Refused("sheet_too_many_rows", most=MOST_ROWS)
        yield row
