"""The look-back for programs: whether an enterprise is exempt on a day, and why."""

from typing import Any

from app.enterprises import queries as enterprises
from app.kernel import clock, wire
from app.kernel.permissions import Permission, needs
from app.lookbacks import queries
from app.lookbacks.schemas import ExemptionOut, ExemptionQuery, told

blp = wire.Blueprint("lookbacks_api", __name__, url_prefix="/api/v1/exemptions", description="Exemptions")


@blp.get("/<code>")
@needs(Permission.HISTORY_READ)
@blp.arguments(ExemptionQuery, location="query")
@blp.response(200, ExemptionOut)
def show(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """Each condition with its evidence; `unknown` where records from before they are complete would be needed."""
    enterprise, on = enterprises.by_code(code), asked["on"] or clock.today()
    return told(enterprise.uscc, on, queries.answer(enterprise, on).exemption)
