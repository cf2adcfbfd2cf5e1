"""What waits at a channel goes out as a sheet in its columns; the batch can be fetched again, byte by byte."""

from collections.abc import Iterable
from datetime import datetime

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.sheets import csv_lines, workbook
from app.kernel.sheets.columns import titles
from app.kernel.web import downloads
from app.publication import queries, schemas, service
from app.publication.forms import ExportForm
from app.publication.rules import Channel, Purpose
from app.publication.views.blueprint import attempt, bp, me


def _lines(channel: Channel, records: Iterable[int], at: datetime | None = None) -> Iterable[str]:
    columns = schemas.CHANNELS[channel]
    rows = (schemas.cells(columns, row) for row in queries.export(list(records), at=at))
    return csv_lines(titles(schemas.titled(columns)), rows)


@bp.post("/publishing/export")
@needs(Permission.PUBLICATION_EXPORT)
def export() -> ResponseReturnValue:
    """Export everything that waits for one channel and purpose."""
    form = ExportForm()
    if not form.validate():
        raise Missing("batch_missing")
    channel, purpose = Channel(form.channel.data), Purpose(form.purpose.data)
    made: list[int] = []

    def verb(at: datetime) -> None:
        records = list(queries.waiting(channel, purpose, to=me()))
        batch = service.export(channel, purpose, records, _lines(channel, records), by=me(), at=at)
        made.append(batch.id)

    attempt("publishing/export", verb, visit=False)
    flash(_("已导出，可以下载；平台给出回执后请导入。"))
    return redirect(url_for(".batch", batch_id=made[0]), 303)


@bp.get("/publishing/batches/<int:batch_id>")
@needs(Permission.PUBLICATION_READ)
def batch(batch_id: int) -> ResponseReturnValue:
    """An export: its files and its digest."""
    return render_template("publication/batch.html", batch=queries.batch(batch_id, to=me()))


@bp.get("/publishing/batches/<int:batch_id>.csv")
@needs(Permission.PUBLICATION_READ)
def batch_csv(batch_id: int) -> ResponseReturnValue:
    """The file whose SHA-256 the ledger keeps: as it was, whatever was corrected since."""
    found = queries.batch(batch_id, to=me())
    answer = Response("".join(_lines(found.channel, queries.batch_rows(found), found.made_at)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={found.channel}-{found.id}.csv"
    return answer


@bp.get("/publishing/batches/<int:batch_id>.xlsx")
@needs(Permission.PUBLICATION_READ)
def batch_xlsx(batch_id: int) -> ResponseReturnValue:
    """The same as a workbook."""
    found = queries.batch(batch_id, to=me())
    columns = schemas.CHANNELS[found.channel]
    rows = (schemas.cells(columns, row) for row in queries.export(queries.batch_rows(found), at=found.made_at))
    return downloads.book(
        workbook(_("检查结果"), titles(schemas.titled(columns)), rows), f"{found.channel}-{found.id}.xlsx"
    )
