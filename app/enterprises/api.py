"""The directory for programs. Staff's tokens only; it never says who complained."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.enterprises import queries
from app.enterprises.models import Enterprise
from app.enterprises.queries import Filters
from app.enterprises.schemas import EnterpriseDetail, EnterpriseOut, EnterpriseQuery
from app.kernel import wire
from app.kernel.permissions import Permission, needs
from app.kernel.wire import Page

blp = wire.Blueprint("enterprises_api", __name__, url_prefix="/api/v1/enterprises", description="Business entities")


@blp.get("")
@needs(Permission.ENTERPRISE_READ)
@blp.arguments(EnterpriseQuery, location="query")
@blp.response(200, EnterpriseOut(many=True))
def index(asked: dict[str, Any]) -> ResponseReturnValue:
    """Search by name or a part of it, a former name, initials, or the start of a code; pages in the Link header."""
    text, number, size = asked.pop("q"), asked.pop("page"), asked.pop("per_page")
    filters = Filters(**asked)
    rows = queries.search(text, filters, limit=size, offset=(number - 1) * size)
    page = Page(rows, queries.count(text, filters), number, size)
    return wire.linked(EnterpriseOut(many=True).dump(page.rows), page)


@blp.get("/<code>")
@needs(Permission.ENTERPRISE_READ)
@blp.response(200, EnterpriseDetail)
def show(code: str) -> ResponseReturnValue:
    """One enterprise by its code, with an ETag; `If-None-Match` with it answers 304."""
    enterprise = queries.by_code(code)
    response = wire.linked(_detail(enterprise), Page([enterprise], 1))
    del response.headers["Link"], response.headers["X-Total-Count"]
    response.set_etag(wire.etag(enterprise.uscc, enterprise.version))
    return response.make_conditional(request)


def _detail(enterprise: Enterprise) -> Any:
    former = queries.former_names(enterprise)
    plain = {key: getattr(enterprise, key) for key in EnterpriseDetail._declared_fields if key != "former_names"}
    return EnterpriseDetail().dump({**plain, "former_names": former})
