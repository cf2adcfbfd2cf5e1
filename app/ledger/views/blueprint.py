"""What the doors of the ledger share: the blueprint, the keys, answers in plain text."""

from flask import Blueprint, Response, current_app

from app.ledger.rules.keyring import Keyring

bp = Blueprint("ledger", __name__)
TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"


def keys() -> Keyring:
    """The keys that the settings name."""
    found: Keyring = current_app.extensions["ledger"]
    return found


def text(body: str) -> Response:
    """Plain text, in UTF-8."""
    return Response(body, content_type="text/plain; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"})
