"""The list of inspection items for programs."""

from typing import Any

from flask.typing import ResponseReturnValue

from app.departments import queries as departments
from app.items import queries
from app.items.models import Item
from app.items.queries import Filters
from app.items.schemas import ItemOut, ItemQuery
from app.kernel import wire
from app.kernel.permissions import Permission, needs
from app.kernel.wire import Page

blp = wire.Blueprint("items_api", __name__, url_prefix="/api/v1/items", description="Inspection items")


@blp.get("")
@needs(Permission.ITEM_READ)
@blp.arguments(ItemQuery, location="query")
@blp.response(200, ItemOut(many=True))
def index(asked: dict[str, Any]) -> ResponseReturnValue:
    """Search by name, heading, initials or code; pages in the Link header."""
    number, size, code = asked["page"], asked["per_page"], asked["department"]
    unit = departments.by_code(code).id if code else None
    filters = Filters(asked["q"], department_id=unit, kind=asked["kind"], complete=asked["complete"])
    rows = queries.search(filters, limit=size, offset=(number - 1) * size)
    page = Page(rows, queries.count(filters), number, size)
    return wire.linked(ItemOut(many=True).dump(rows), page)


@blp.get("/<code>")
@needs(Permission.ITEM_READ)
@blp.response(200, ItemOut)
def show(code: str) -> Item:
    """One item by its code."""
    return queries.by_code(code)
