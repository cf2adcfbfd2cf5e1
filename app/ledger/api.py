"""What witnesses hand in. Anybody may: the signature is what counts."""

from typing import Any

from flask import current_app, g
from sqlalchemy.exc import IntegrityError

from app.kernel import clock, limits
from app.kernel.db import transaction
from app.kernel.permissions import Permission, needs
from app.kernel.wire import Blueprint
from app.ledger import queries, schemas, service
from app.ledger.service import request_id

blp = Blueprint("ledger_api", __name__, url_prefix="/api/v1/ledger", description="The ledger")
MOST = "30 per minute; 300 per hour"


@blp.post("/checkpoints/<day>/cosignatures")
@needs(Permission.PUBLIC)
@blp.arguments(schemas.CosignatureIn)
@blp.response(200, schemas.CosignatureOut)
def cosign(body: dict[str, Any], day: str) -> Any:
    """A witness's line (C2SP cosignature/v1) under the checkpoint of a day. The same witness again changes nothing."""
    limits.spend("cosign", limits.address(), most=MOST)
    request_id.set(g.request_id)
    try:
        return _taken(day, body["line"])
    except IntegrityError:
        return _taken(day, body["line"])


def _taken(day: str, line: str) -> Any:
    """Take it in once: where two come at the same moment, the second try finds what the first one made."""
    witnesses = current_app.extensions["ledger"].witnesses
    with transaction():
        return service.cosign(queries.closed(day).day, line, witnesses=witnesses, at=clock.now())
