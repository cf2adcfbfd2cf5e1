"""The accounts as a list, and what each debtor owes in all, on the page and as a sheet."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.arrears import queries, schemas
from app.arrears.forms import SearchForm
from app.arrears.queries import Book
from app.arrears.rules import Standing
from app.arrears.views.blueprint import bp, me
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, Page, page_number


def _shown(books: list[Book], view: str) -> list[Book]:
    return [one for one in books if view in {"all", one.standing.value}]


@bp.get("/arrears")
@needs(Permission.ARREARS_READ)
def index() -> ResponseReturnValue:
    """The accounts that whoever looks may read, those due longest first."""
    form, number = SearchForm(), page_number()
    view = request.args.get("view", "open")
    view = view if view in queries.VIEWS else "open"
    books = queries.books(queries.search(form.text, to=me()))
    found = _shown(books, view)
    names = {"all": _("全部"), **{one.value: wording.label("arrears.standing", one) for one in Standing}}
    query: dict[str, Any] = {"q": form.text} if form.text else {}
    tabs = [
        (names[one], url_for(".index", view=one, **query), len(_shown(books, one)), one == view)
        for one in queries.VIEWS
    ]
    rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return render_template("arrears/index.html", form=form, views=tabs, view=view, page=Page(rows, len(found), number))


@bp.get("/arrears/totals")
@needs(Permission.ARREARS_TOTAL)
def totals() -> ResponseReturnValue:
    """What is owed in all, and by each debtor."""
    city, debtors = queries.totals()
    return render_template("arrears/totals.html", whole=city, debtors=debtors, terms=queries.terms(clock.today()))


def _rows() -> Iterator[list[Any]]:
    _city, debtors = queries.totals()
    return (schemas.cells(total) for total in debtors)


@bp.get("/arrears/totals.csv")
@needs(Permission.ARREARS_TOTAL)
def totals_csv() -> ResponseReturnValue:
    """The same as CSV with BOM."""
    return downloads.csv("arrears", schemas.TotalRow(), list(_rows()))


@bp.get("/arrears/totals.xlsx")
@needs(Permission.ARREARS_TOTAL)
def totals_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return downloads.xlsx("arrears", _("拖欠账款"), schemas.TotalRow(), _rows())
