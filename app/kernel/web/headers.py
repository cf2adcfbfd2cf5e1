"""Security headers: a strict policy without inline code, and nothing from a third party."""

from flask import Flask, Response, request
from flask_talisman import Talisman

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def init_app(app: Flask) -> None:
    secure = app.config["BE_HTTPS"]
    Talisman(
        app,
        force_https=False,
        strict_transport_security=secure,
        session_cookie_secure=secure,
        session_cookie_samesite="Lax",
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src", "style-src"],
        referrer_policy="same-origin",
    )
    app.after_request(_never_stored)


def _never_stored(response: Response) -> Response:
    """What a page showed to one person is not left in a shared browser."""
    if request.endpoint not in {"static", "bootstrap.static"}:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
