"""The orders as a list: the office's and the discipline's whole, a department's own with the reminders it got."""

from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, page_number
from app.supervision import queries, schemas
from app.supervision.models import Order
from app.supervision.views.blueprint import bp, me
from app.workdays import queries as workdays


def clocks(order: Order) -> list[Any]:
    """The clocks of an order with where they stand."""
    today = clock.today()
    return [(one, workdays.standing(one, today)) for one in workdays.deadlines(order.number)]


@bp.get("/supervision")
@needs(Permission.SUPERVISION_READ)
def index() -> ResponseReturnValue:
    """The orders, the latest first, and the last reminders."""
    number = page_number()
    found = queries.orders(me(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    rows = [(order, clocks(order)) for order in found]
    return render_template(
        "supervision/index.html", rows=rows, reminders=queries.reminders(me()), number=number, per_page=PER_PAGE
    )


def _rows() -> Iterator[list[Any]]:
    return (schemas.cells(order) for order in queries.export(me()))


@bp.get("/supervision.csv")
@needs(Permission.SUPERVISION_READ)
def export_csv() -> ResponseReturnValue:
    """The register of orders as CSV with BOM."""
    return downloads.csv("supervision", schemas.OrderRow(), list(_rows()))


@bp.get("/supervision.xlsx")
@needs(Permission.SUPERVISION_READ)
def export_xlsx() -> ResponseReturnValue:
    """The register of orders as a workbook."""
    return downloads.xlsx("supervision", _("督办文书"), schemas.OrderRow(), _rows())
