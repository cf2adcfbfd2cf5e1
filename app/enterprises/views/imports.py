"""The import in the browser: choose a file, see what is wrong with it, import all of it or only its good rows."""

from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.enterprises import schemas, service
from app.enterprises.forms import UploadForm
from app.enterprises.views.blueprint import bp
from app.enterprises.views.exports import XLSX
from app.kernel import clock, shelf
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.sheets import EXAMPLE_MARK, Checked, check, marked, read, template

KIND = "enterprises"
SHOWN = 200
CELL_SHOWN = 60
CELLS_SHOWN = 6


@bp.route("/imports/new", methods=["GET", "POST"])
@needs(Permission.ENTERPRISE_IMPORT)
def new_import() -> ResponseReturnValue:
    """Choose a file; a file that can be read row by row is kept until its owner confirms it."""
    if request.args.get("kind", KIND) != KIND:
        abort(404)
    form = UploadForm()
    if not form.is_submitted():
        return render_template("enterprises/new_import.html", form=form, checked=None)
    try:
        data, name = _uploaded(form)
        checked = _check(data)
    except Refused as refused:
        refused.field = "file"
        form.refuse(refused)
        return render_template("enterprises/new_import.html", form=form, checked=None), 422
    if checked.header.faults:
        return render_template("enterprises/new_import.html", form=form, checked=checked), 422
    with transaction():
        upload = shelf.put(data, name, kind=KIND, outcome=_outcome(checked), by=current_user, at=clock.now())
        token = upload.token
    return redirect(url_for(".check_import", token=token), code=303)


def _uploaded(form: UploadForm) -> tuple[bytes, str]:
    file = form.file.data
    if not file or not file.filename:
        raise Refused("sheet_missing")
    return file.read(), file.filename


def _check(data: bytes) -> Checked:
    return check(read(data), schemas.EnterpriseRow(), key=schemas.KEY)


def _outcome(checked: Checked) -> dict[str, Any]:
    """What the check page shows: the counts, what an import would do, the first bad rows."""
    return {
        "rows": checked.rows,
        "good": len(checked.good),
        "bad": len(checked.bad),
        "examples": checked.examples[:SHOWN],
        "unused": list(checked.header.unused)[:50],
        "header": checked.header.line,
        "forecast": service.forecast([row.values for row in checked.good])._asdict(),
        "faults": [
            {
                "line": row.line,
                "cells": [cell[:CELL_SHOWN] for cell in row.cells[:CELLS_SHOWN]],
                "faults": [list(fault) for fault in row.faults],
            }
            for row in checked.bad[:SHOWN]
        ],
    }


@bp.get("/imports/<token>")
@needs(Permission.ENTERPRISE_IMPORT)
def check_import(token: str) -> ResponseReturnValue:
    """What was found in the file; after the import, what it did."""
    upload = shelf.take(token, kind=KIND, by=current_user, at=clock.now())
    return render_template("enterprises/check_import.html", upload=upload, found=upload.outcome)


@bp.post("/imports/<token>")
@needs(Permission.ENTERPRISE_IMPORT)
def load_import(token: str) -> ResponseReturnValue:
    """Import the file: all of its rows, or, where that was chosen, the good ones. Confirming twice imports once.

    The rows are checked before the act begins: nobody else waits for that.
    """
    content = shelf.take(token, kind=KIND, by=current_user, at=clock.now()).content
    if content is not None:
        checked = _accepted(_check(content), only_good=request.form.get("rows") == "good")
        with transaction():
            _load(shelf.take(token, kind=KIND, by=current_user, at=clock.now()), checked)
    return redirect(url_for(".check_import", token=token), code=303)


def _accepted(checked: Checked, *, only_good: bool) -> Checked:
    """What may be imported. Refuses bad rows where only all of them were wanted, and a file without a good one."""
    if not checked.good:
        raise Refused("import_no_good_rows")
    if checked.bad and not only_good:
        raise Refused("import_has_bad_rows", bad=len(checked.bad))
    return checked


def _load(upload: shelf.Upload, checked: Checked) -> None:
    if upload.done_at is not None:
        return
    at = clock.now()
    rows = [row.values for row in checked.good]
    counts = service.load(rows, digest=upload.digest, refused=len(checked.bad), by=current_user, at=at)
    shelf.use(upload, outcome={**upload.outcome, "done": counts._asdict()}, at=at)


@bp.get("/imports/<token>/marked.xlsx")
@needs(Permission.ENTERPRISE_IMPORT)
def marked_import(token: str) -> ResponseReturnValue:
    """The same rows with a column that says what is wrong, wrong cells yellow."""
    upload = shelf.take(token, kind=KIND, by=current_user, at=clock.now())
    if upload.content is None:
        raise Refused("upload_used", status=410)
    return _file(marked(_check(upload.content)), _("错误说明.xlsx"))


@bp.get("/imports/template.xlsx")
@needs(Permission.ENTERPRISE_IMPORT)
def template_import() -> ResponseReturnValue:
    """An empty sheet with the titles and one example row."""
    book = template(_("经营主体"), schemas.EnterpriseRow(), mark_title=_("备注"), example_mark=EXAMPLE_MARK)
    return _file(book, _("经营主体导入模板.xlsx"))


def _file(book: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)
