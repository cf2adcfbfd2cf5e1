"""The register of inspectors for programs: what stands on their certificates, and which items they may look at.

Whom they recuse themselves from, and which account is theirs, stays inside.
"""

from typing import Any

from flask.typing import ResponseReturnValue

from app.departments import queries as departments
from app.inspectors import queries, rules
from app.inspectors.models import Inspector
from app.inspectors.queries import Filters
from app.inspectors.schemas import InspectorOut, InspectorQuery
from app.kernel import clock, wire
from app.kernel.permissions import Permission, needs
from app.kernel.wire import Page

blp = wire.Blueprint("inspectors_api", __name__, url_prefix="/api/v1/inspectors", description="Inspectors")


@blp.get("")
@needs(Permission.INSPECTOR_READ)
@blp.arguments(InspectorQuery, location="query")
@blp.response(200, InspectorOut(many=True))
def index(asked: dict[str, Any]) -> ResponseReturnValue:
    """Search by name, section, initials or certificate; pages in the Link header."""
    number, size, code = asked["page"], asked["per_page"], asked["department"]
    unit = departments.by_code(code).id if code else None
    filters = Filters(asked["q"], unit, asked["standing"], asked["active"], clock.today())
    rows = queries.search(filters, limit=size, offset=(number - 1) * size)
    page = Page(rows, queries.count(filters), number, size)
    return wire.linked(InspectorOut(many=True).dump([_told(one) for one in rows]), page)


@blp.get("/<number>")
@needs(Permission.INSPECTOR_READ)
@blp.response(200, InspectorOut)
def show(number: str) -> dict[str, Any]:
    """One inspector by the number of the certificate."""
    return _told(queries.by_certificate(number))


def _told(one: Inspector) -> dict[str, Any]:
    today = clock.today()
    plain = ("certificate_no", "name", "section", "valid_from", "valid_until", "active")
    return {
        **{name: getattr(one, name) for name in plain},
        "department": one.department.code,
        "items": [item.code for item in one.items],
        "standing": rules.standing(one.valid_from, one.valid_until, today, warn_days=queries.warn_days(today)),
    }
