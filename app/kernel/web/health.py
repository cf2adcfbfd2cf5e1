"""What a machine asks of the service: whether its process lives, and whether it can do its work."""

from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue

from app.kernel import clock, probes
from app.kernel.permissions import Permission, needs

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@needs(Permission.PUBLIC)
def alive() -> ResponseReturnValue:
    """The process answers. The database is not asked: that it is gone is no reason to start the process anew."""
    return jsonify(alive=True)


@bp.get("/readyz")
@needs(Permission.PUBLIC)
def ready() -> ResponseReturnValue:
    """What each probe says; 503 where one of them does not say `ok`."""
    found = probes.found(clock.now())
    whole = set(found.values()) == {probes.OK}
    return jsonify(ready=whole, checks=found), 200 if whole else 503


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
