"""Lists for spreadsheets: nothing in them is ever a formula, codes stay text, the first line stays in sight."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from marshmallow import Schema

from app.kernel.sheets.book import CELL_LENGTH, text
from app.kernel.sheets.charting import Plot, draw

BOM = "\ufeff"
_HIDDEN, _HIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]"), re.compile("[\x00-\x08\x0b-\x1f]")
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": False,
}
WIDTH, WIDEST, PAGE = 22, 60, 100  # of a column, in digits
LINE = 15  # points
HEADER = {"bold": True, "bg_color": "#E8F0FA", "text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}


def neutral(value: Any) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe stands before what begins like one.

    Control characters, which hide such a beginning, are left out.
    """
    plain = _HIDDEN.sub("", text(value))
    return f"'{plain}" if plain.lstrip(" \u00a0\u3000\ufeff").startswith(_TRIGGERS) else plain


def csv_lines(titles: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A CSV file piece by piece: UTF-8 BOM, CRLF, neutral cells."""
    yield BOM + _line(titles)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[Any]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([neutral(cell) for cell in row])
    return out.getvalue()


def workbook(sheet: str, titles: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet: header frozen and filtered, every cell text; printed as wide as a page."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        _sheet(book.add_worksheet(sheet), titles, rows, [WIDTH] * len(titles), _styles(book))
    return out.getvalue()


Sheet = tuple[str, Sequence[Any], Sequence[Sequence[Any]]]


def workbooks(sheets: Iterable[Sheet | Plot]) -> bytes:
    """A workbook to be read and printed, of several sheets like that of one, or with a chart: long texts have lines."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        styles = _styles(book, text_wrap=True, valign="top")
        for one in sheets:
            page = book.add_worksheet(one[0])
            if isinstance(one, Plot):
                _plot(book, page, one, styles)
            else:
                _sheet(page, one[1], one[2], _widths(one), styles)
    return out.getvalue()


def _styles(book: Any, **more: Any) -> tuple[Any, Any]:
    return book.add_format({"num_format": "@", **more}), book.add_format(HEADER)


def width(words: str) -> int:
    """How wide a text is, in digits: what is Chinese is twice as wide."""
    return sum(1 + (east_asian_width(one) in "WF") for one in words)


def _widths(sheet: Sheet) -> list[float]:
    """As wide as the longest text of each column, within bounds; a sheet of one column is as wide as a page."""
    _name, titles, rows = sheet
    most = WIDEST if len(titles) > 1 else PAGE
    lines = [titles, *rows]
    return [max(WIDTH / 2, min(most, max(width(text(line[at])) for line in lines) + 2)) for at in range(len(titles))]


def _lines(row: Sequence[Any], widths: Sequence[float]) -> int:
    """How many lines the longest text of a row takes: not every program finds out by itself."""
    return max(ceil(width(text(cell)) / (wide - 1)) or 1 for cell, wide in zip(row, widths, strict=True))


def _sheet(
    page: Any, titles: Sequence[Any], rows: Iterable[Sequence[Any]], widths: Sequence[float], styles: tuple[Any, Any]
) -> None:
    for at, wide in enumerate(widths):
        page.set_column(at, at, wide, styles[0])
    put(page, 0, titles, styles[1])
    last = 1
    for last, row in enumerate(rows, 1):
        if styles[0].text_wrap:
            page.set_row(last, LINE * _lines(row, widths))
        put(page, last, row, styles[0])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, max(0, len(titles) - 1))
    page.repeat_rows(0)
    _printed(page)


def _printed(page: Any) -> None:
    """On A4 paper across, all columns on one page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _plot(book: Any, page: Any, plot: Plot, styles: tuple[Any, Any]) -> None:
    page.set_column(0, 2, WIDTH, styles[0])
    put(page, 0, plot.titles, styles[1])
    percent = book.add_format({"num_format": "0.0%"})
    for line, (name, shown, share) in enumerate(plot.rows, 1):
        put(page, line, (name, shown), styles[0])
        if share is not None:
            page.write_number(line, 2, float(share), percent)
    draw(book, page, plot)
    _printed(page)


def put(page: Any, line: int, row: Iterable[Any], style: Any) -> None:
    """Write one row as text."""
    for place, cell in enumerate(row):
        page.write_string(line, place, storable(cell), style)


def storable(value: Any) -> str:
    """Text that XML can hold, at most as long as a cell is."""
    return _HIDDEN_IN_XML.sub("", text(value))[:CELL_LENGTH]


def prepared(
    sheet: str, schema: Schema, rows: Iterable[Sequence[Any]], *, locked: int, choices: Mapping[int, Sequence[str]]
) -> bytes:
    """A sheet to fill in that says already what is known: its first `locked` columns cannot be changed by mistake.

    `choices` are the words of a column, by its place, that its cells are chosen from. The lock has no password: whoever
    takes it away is met by the checks of the import.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page, head = book.add_worksheet(sheet), book.add_format(HEADER)
        given = book.add_format({"num_format": "@", "bg_color": "#EEF0F2"})
        free = book.add_format({"num_format": "@", "locked": False, "text_wrap": True})
        heads = titles(schema)
        page.set_column(0, locked - 1, 22, given)
        page.set_column(locked, len(heads) - 1, 22, free)
        put(page, 0, heads, head)
        last = 0
        for last, row in enumerate(rows, 1):
            put(page, last, row, given)
            for place in range(locked, len(heads)):
                page.write_blank(last, place, None, free)
        for place, words in choices.items():
            page.data_validation(1, place, max(last, 1), place, {"validate": "list", "source": list(words)})
        page.freeze_panes(1, 0)
        page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    return out.getvalue()


def titles(schema: Schema) -> list[str]:
    """The titles of a template: needed ones are starred."""
    return [f"{field.data_key}*" if field.required else str(field.data_key) for field in schema.fields.values()]


def template(sheet: str, schema: Schema, *, mark_title: str, example_mark: str) -> bytes:
    """An empty sheet to fill in: the schema's titles, needed ones starred, and one example row to delete."""
    fields = list(schema.fields.values())
    example = [field.metadata["example"] for field in fields]
    return workbook(sheet, [*titles(schema), mark_title], [[*example, example_mark]])
