"""Lists as files: CSV streamed, workbooks with a frozen, filtered header. Their columns are those of the import."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from flask import Response, send_file, stream_with_context
from marshmallow import Schema

from app.kernel import clock
from app.kernel.sheets import csv_lines, workbook
from app.kernel.sheets.columns import titles

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[Any]]


def csv(name: str, schema: Schema, rows: Rows) -> Response:
    """CSV with BOM, streamed; the file is called after `name` and today."""
    response = Response(stream_with_context(csv_lines(titles(schema), rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{clock.today():%Y%m%d}.csv"
    return response


def xlsx(name: str, sheet: str, schema: Schema, rows: Rows) -> Response:
    """A workbook of one sheet; the file is called after `name` and today."""
    return book(workbook(sheet, titles(schema), rows), f"{name}-{clock.today():%Y%m%d}.xlsx")


def attachment(data: bytes, mime: str, name: str) -> Response:
    """Bytes from outside as a file to keep: never shown inside the page, their kind never guessed."""
    answer = Response(data, mimetype=mime)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def book(data: bytes, name: str) -> Response:
    """A workbook to keep."""
    return send_file(BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)
