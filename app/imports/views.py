"""The import in the browser: choose a file, see what is wrong with it, import all of it or only its good rows (D-12).

Every register comes this way; what differs between them is its `Kind`. Whoever may fill no register gets in nowhere.
"""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.imports.forms import UploadForm
from app.kernel import clock, shelf, wording
from app.kernel.db import transaction
from app.kernel.errors import Forbidden, Refused
from app.kernel.permissions import Permission, needs
from app.kernel.sheets import EXAMPLE_MARK, Checked, marked, template, undoing
from app.kernel.sheets.kinds import KINDS, Kind, offered
from app.kernel.web import downloads, gate

bp = Blueprint("imports", __name__)
SHOWN = 200
CELL_SHOWN = 60
CELLS_SHOWN = 6


def _open(name: str) -> Kind:
    """The register of this name. Answers 404 where there is none, 403 where whoever asks may not fill it."""
    kind = KINDS.get(name)
    if kind is None:
        abort(404)
    if not gate.allowed(kind.permission):
        raise Forbidden()
    return kind


def _kinds() -> list[Kind]:
    return list(offered(gate.allowed))


def _asked() -> Kind:
    """The register that the address names, else the first that whoever asks may fill."""
    return _open(request.args.get("kind") or next((kind.name for kind in _kinds()), ""))


def _page(kind: Kind, form: UploadForm, checked: Checked | None = None) -> str:
    kinds = {one.name: one for one in _kinds()}
    recent = shelf.used(kinds, by=current_user, at=clock.now())
    page = {"kind": kind, "kinds": list(kinds.values()), "known": kinds}
    return render_template("imports/new.html", **page, form=form, checked=checked, recent=recent)


@bp.route("/imports/new", methods=["GET", "POST"])
@needs(Permission.REGISTER_IMPORT)
def new() -> ResponseReturnValue:
    """Choose a file; a file that can be read row by row is kept until its owner confirms it."""
    kind = _asked()
    form = UploadForm()
    if not form.is_submitted():
        return _page(kind, form)
    try:
        data, name = _uploaded(form)
        checked = kind.check(data, current_user)
    except Refused as refused:
        refused.field = "file"
        form.refuse(refused)
        return _page(kind, form), 422
    if checked.header.faults:
        return _page(kind, form, checked), 422
    with transaction():
        outcome = _outcome(kind, checked)
        upload = shelf.put(data, name, kind=kind.name, outcome=outcome, by=current_user, at=clock.now())
        token = upload.token
    return redirect(url_for(".check", token=token), code=303)


def _uploaded(form: UploadForm) -> tuple[bytes, str]:
    file = form.file.data
    if not file or not file.filename:
        raise Refused("sheet_missing")
    return file.read(), file.filename


def _outcome(kind: Kind, checked: Checked) -> dict[str, Any]:
    """What the check page shows: the counts, what an import would do, the first bad rows."""
    return {
        "rows": checked.rows,
        "good": len(checked.good),
        "bad": len(checked.bad),
        "examples": checked.examples[:SHOWN],
        "unused": list(checked.header.unused)[:50],
        "header": checked.header.line,
        "forecast": dict(kind.forecast([row.values for row in checked.good])),
        "faults": [
            {
                "line": row.line,
                "cells": [cell[:CELL_SHOWN] for cell in row.cells[:CELLS_SHOWN]],
                "faults": [list(fault) for fault in row.faults],
            }
            for row in checked.bad[:SHOWN]
        ],
    }


def _taken(token: str) -> tuple[shelf.Upload, Kind]:
    upload = shelf.take(token, by=current_user, at=clock.now())
    return upload, _open(upload.kind)


@bp.get("/imports/<token>")
@needs(Permission.REGISTER_IMPORT)
def check(token: str) -> ResponseReturnValue:
    """What was found in the file; after the import, what it did."""
    return _checked_page(*_taken(token))


def _checked_page(upload: shelf.Upload, kind: Kind, refused: Refused | None = None) -> str:
    told = wording.tell(refused.code, refused.facts) if refused else None
    return render_template("imports/check.html", upload=upload, kind=kind, found=upload.outcome, told=told)


@bp.post("/imports/<token>")
@needs(Permission.REGISTER_IMPORT)
def load(token: str) -> ResponseReturnValue:
    """Import the file: all of its rows, or, where that was chosen, the good ones. Confirming twice imports once.

    The rows are checked before the act begins: nobody else waits for that.
    """
    upload, kind = _taken(token)
    if upload.content is not None:
        only_good = request.form.get("rows") == "good" and not kind.whole
        checked = _accepted(kind.check(upload.content, current_user), only_good=only_good)
        with transaction():
            _load(shelf.take(token, by=current_user, at=clock.now()), kind, checked)
    return redirect(url_for(".check", token=token), code=303)


def _accepted(checked: Checked, *, only_good: bool) -> Checked:
    """What may be imported. Refuses bad rows where only all of them were wanted, and a file without a good one."""
    if not checked.good:
        raise Refused("import_no_good_rows")
    if checked.bad and not only_good:
        raise Refused("import_has_bad_rows", bad=len(checked.bad))
    return checked


def _load(upload: shelf.Upload, kind: Kind, checked: Checked) -> None:
    if upload.done_at is not None:
        return
    at = clock.now()
    rows = [row.values for row in checked.good]
    before = kind.undo.look(rows) if kind.undo else {}
    counts = kind.load(rows, digest=upload.digest, refused=len(checked.bad), by=current_user, at=at)
    kept = undoing.changes(before, kind.undo.look(rows)) if kind.undo else {}
    shelf.use(upload, outcome={**upload.outcome, "done": dict(counts)}, kept=kept, at=at)


@bp.post("/imports/<token>/undo")
@needs(Permission.REGISTER_IMPORT)
def undo(token: str) -> ResponseReturnValue:
    """Take the import back, within a day and as long as nobody changed or used what it brought. Twice is once."""
    try:
        with transaction():
            _undo(*_taken(token))
    except Refused as refused:
        upload, kind = _taken(token)
        return _checked_page(upload, kind, refused=refused), refused.status
    return redirect(url_for(".check", token=token), code=303)


def _undo(upload: shelf.Upload, kind: Kind) -> None:
    if kind.undo is None:
        raise Refused("import_stays", status=409)
    if upload.can_be_undone:
        at, kept = clock.now(), upload.kept or {}
        shelf.undo(upload, at=at)
        kind.undo.back(kept, digest=upload.digest, loaded_at=upload.done_at, by=current_user, at=at)


@bp.get("/imports/<token>/marked.xlsx")
@needs(Permission.REGISTER_IMPORT)
def marked_sheet(token: str) -> ResponseReturnValue:
    """The same rows with a column that says what is wrong, wrong cells yellow."""
    upload, kind = _taken(token)
    if upload.content is None:
        raise Refused("upload_used", status=410)
    return downloads.book(marked(kind.check(upload.content, current_user)), _("错误说明.xlsx"))


@bp.get("/imports/template.xlsx")
@needs(Permission.REGISTER_IMPORT)
def template_sheet() -> ResponseReturnValue:
    """A sheet to fill in: with what is known already, or empty with the titles and one example row."""
    kind = _asked()
    if kind.blank is not None:
        return downloads.book(kind.blank(current_user), _("%(kind)s导入模板.xlsx", kind=kind.words))
    book = template(str(kind.words), kind.schema(current_user), mark_title=_("备注"), example_mark=EXAMPLE_MARK)
    return downloads.book(book, _("%(kind)s导入模板.xlsx", kind=kind.words))
