"""The directory as files: what the list shows, all of it. Its columns are those of the import."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import Response, send_file, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.enterprises import queries, schemas
from app.enterprises.views.blueprint import bp
from app.enterprises.views.directory import asked
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.sheets import csv_lines, workbook
from app.kernel.sheets.columns import titles

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows() -> Iterator[list[Any]]:
    """The rows that the address asks for."""
    form = asked()
    return (schemas.cells(enterprise) for enterprise in queries.export(form.text, form.filters))


def _name(ending: str) -> str:
    return f"enterprises-{clock.today():%Y%m%d}.{ending}"


@bp.get("/registers/entities.csv")
@needs(Permission.ENTERPRISE_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, streamed."""
    lines = csv_lines(titles(schemas.EnterpriseRow()), rows())
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={_name('csv')}"
    return response


@bp.get("/registers/entities.xlsx")
@needs(Permission.ENTERPRISE_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    book = workbook(_("经营主体"), titles(schemas.EnterpriseRow()), rows())
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=_name("xlsx"))
