"""The records of others, as a list and as files; striking one; and from which day they are complete."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments.rules import Level
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.lookbacks import queries, schemas, service
from app.lookbacks.forms import DeclareForm, SearchForm, StrikeForm
from app.lookbacks.rules import Kind
from app.lookbacks.views.blueprint import bp, me


@bp.get("/registers/history")
@needs(Permission.HISTORY_READ)
def history() -> ResponseReturnValue:
    """The records, filtered by what the address says, under what is declared of them."""
    form, number = SearchForm(), page_number()
    wanted = form.wanted()
    rows = queries.search(wanted, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "lookbacks/history.html",
        form=form,
        page=Page(rows, queries.total(wanted), number),
        total=queries.total(),
        declared={kind: queries.declared(kind) for kind in Kind},
        levels=Level,
        kept={name: value for name, value in request.args.items() if name != "page"},
    )


@bp.route("/registers/history/declare", methods=["GET", "POST"])
@needs(Permission.HISTORY_MANAGE)
def declare() -> ResponseReturnValue:
    """From which day the records of a level and a line are complete, with the reason; and what was declared before."""
    form = DeclareForm()
    if form.validate_on_submit():
        try:
            with transaction():
                kind, level = Kind(form.kind.data), Level(form.level.data)
                service.declare(kind, level, **form.decided(), by=me(), at=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("声明已记下。"))
            return redirect(url_for(".history"), 303)
    declarations = queries.declarations()
    return render_template("lookbacks/declare.html", form=form, declarations=declarations), 422 if form.errors else 200


@bp.route("/registers/history/<int:record_id>/strike", methods=["GET", "POST"])
@needs(Permission.HISTORY_MANAGE)
def strike(record_id: int) -> ResponseReturnValue:
    """A record that is wrong counts no more; it stays to be seen, with the reason."""
    found, form = queries.record(record_id), StrikeForm()
    if not form.validate_on_submit():
        return render_template("lookbacks/strike.html", found=found, form=form), 422 if form.errors else 200
    with transaction():
        service.strike(queries.record(record_id), reason=str(form.reason.data), by=me(), at=clock.now())
    flash(_("这条记录已撤下，不再计算，仍可查看。"))
    return redirect(url_for(".history"), 303)


def _rows() -> Iterator[list[Any]]:
    return (schemas.cells(row) for row in queries.export(SearchForm().wanted()))


@bp.get("/registers/history.csv")
@needs(Permission.HISTORY_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, streamed."""
    return downloads.csv("history", schemas.RecordRow(), _rows())


@bp.get("/registers/history.xlsx")
@needs(Permission.HISTORY_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    return downloads.xlsx("history", _("往次检查和处罚"), schemas.RecordRow(), _rows())
