"""What every kind of sheet becomes: tables of text. And how much of it is taken."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from app.kernel.errors import Refused

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PACKING = 200
MOST_PARTS = 2000
MOST_ROWS = 200_000
MOST_LINES = 1_048_576
MOST_CELLS = 20_000_000
CELL_LENGTH = 32_767
DIGITS = 15
Row = tuple[str, ...]


class Table(NamedTuple):
    """One sheet. `rows[0]` is line 1, as a person counts; empty cells at the end of a row are cut off."""

    title: str
    rows: list[Row]


class Book(NamedTuple):
    """A workbook: the kind it really is (`xlsx`, `csv`, `spreadsheetml`), its encoding where it has one, its tables."""

    kind: str
    encoding: str
    tables: list[Table]


def table(title: str, rows: Iterable[Iterable[Any]]) -> Table:
    """A table from raw rows. Refuses more than is taken."""
    return Table(title, list(_bounded(rows)))


def _bounded(rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    filled = cells = 0
    for line, raw in enumerate(rows, 1):
        row = _trimmed([text(value) for value in raw])
        filled += bool(row)
        cells += len(row)
        if filled > MOST_ROWS or cells > MOST_CELLS or line > MOST_LINES:
            raise Refused("sheet_too_many_rows", most=MOST_ROWS)
        yield row


def _trimmed(cells: list[str]) -> Row:
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def text(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates as 2026-09-01, nothing as the empty text.

    A number too long for a spreadsheet's 15 digits comes as 9.13E+17, so that nobody takes it for a code.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time.min
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:CELL_LENGTH]


def _number(value: int | float) -> str:
    if abs(value) < 10**DIGITS:
        return str(int(value)) if value == int(value) else repr(value)
    exact = isinstance(value, int) and value % 10 ** (len(str(abs(value))) - DIGITS)
    return str(value) if exact else f"{value:.{DIGITS - 1}E}"
