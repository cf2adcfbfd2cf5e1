"""Small sheets of every kind, made for the tests that read them."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, **sheets: Rows) -> bytes:
    """A workbook; further sheets by name."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for name, more in sheets.items():
        page = book.create_sheet(name)
        for row in more:
            page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)


def spreadsheetml(rows: Rows, extra: str = "", doctype: str = "") -> bytes:
    body = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(str(cell))}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>{doctype}<Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="Sheet1"><Table>{body}{extra}</Table></Worksheet></Workbook>'
    ).encode()


def package(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def repacked(book: bytes, part: str, data: bytes) -> bytes:
    """A workbook with one part replaced."""
    with zipfile.ZipFile(BytesIO(book)) as old:
        return package({name: data if name == part else old.read(name) for name in old.namelist()})


def cells(book: bytes) -> list[list[Any]]:
    """The values of a workbook's first sheet."""
    page = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]
