"""Spreadsheets of people: read whatever they really are, checked against a schema, given back marked.

The path of an import: `reading.read(bytes)` → `checking.check(book, schema)` → a service loads `Checked.good`;
`marking.marked(checked)` is the sheet with a column 错误说明. Lists go out through `writing`. An upload that waits for
its confirmation lies in `shelf`.
"""

from app.kernel.sheets.book import Book, Table
from app.kernel.sheets.charting import Plot
from app.kernel.sheets.checking import EXAMPLE_MARK, BadRow, Checked, GoodRow, check
from app.kernel.sheets.columns import Column, Fault
from app.kernel.sheets.marking import marked
from app.kernel.sheets.reading import read
from app.kernel.sheets.writing import csv_lines, neutral, prepared, template, workbook, workbooks

__all__ = [
    "EXAMPLE_MARK",
    "BadRow",
    "Book",
    "Checked",
    "Column",
    "Fault",
    "GoodRow",
    "Plot",
    "Table",
    "check",
    "csv_lines",
    "marked",
    "neutral",
    "prepared",
    "read",
    "template",
    "workbook",
    "workbooks",
]
