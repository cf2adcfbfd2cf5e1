"""The list of inspection items, one item with its change log, and the list as files."""

import json
from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.accounts import queries as accounts
from app.items import queries, schemas
from app.items.forms import SearchForm
from app.items.views.blueprint import bp, me
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, Page, page_number

WORDS = {key: lazy_gettext(str(field.data_key)) for key, field in schemas.ItemRow._declared_fields.items()}


@bp.get("/registers/items")
@needs(Permission.ITEM_READ)
def index() -> ResponseReturnValue:
    """The list, filtered by what the address says."""
    form, number = SearchForm(), page_number()
    wanted = form.wanted()
    rows = queries.search(wanted, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "items/index.html",
        form=form,
        page=Page(rows, queries.count(wanted), number),
        total=queries.count(),
        incomplete=queries.count(queries.Filters(complete=False)),
        kept={name: value for name, value in request.args.items() if name != "page"},
    )


@bp.get("/registers/items/<code>")
@needs(Permission.ITEM_READ)
def show(code: str) -> ResponseReturnValue:
    """One item with what was changed of it."""
    item = queries.by_code(code)
    if code != item.code:
        return redirect(url_for(".show", code=item.code), code=301)
    history = queries.history(item)
    return render_template(
        "items/show.html",
        item=item,
        in_force=item.in_force(clock.today()),
        may_edit=queries.may_edit(item, me()),
        history=[(entry, json.loads(entry.facts)) for entry in history],
        actors=accounts.actors(entry.actor for entry in history),
        words=WORDS,
    )


def _rows() -> Iterator[list[Any]]:
    return (schemas.cells(item) for item in queries.export(SearchForm().wanted()))


@bp.get("/registers/items.csv")
@needs(Permission.ITEM_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, streamed."""
    return downloads.csv("items", schemas.ItemRow({}), _rows())


@bp.get("/registers/items.xlsx")
@needs(Permission.ITEM_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    return downloads.xlsx("items", _("抽查事项"), schemas.ItemRow({}), _rows())
