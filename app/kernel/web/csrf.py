"""Protection against forged requests: a POST carries the form's mark, unless only a token speaks for it."""

from flask import Flask, abort, current_app, g, request
from flask_wtf import CSRFProtect

from app.kernel.web import gate


class Csrf(CSRFProtect):
    """A forged request lives on the browser's cookies. A program without any cookie of ours cannot be forged."""

    def protect(self, apply_exemptions: bool = False) -> None:
        changing = request.endpoint and request.method in current_app.config["WTF_CSRF_METHODS"]
        if not (changing and gate.is_api()) or _has_session():
            super().protect(apply_exemptions)
        elif gate.by_token() or gate.is_public():
            g.csrf_valid = True
        else:
            abort(401)


def _has_session() -> bool:
    config = current_app.config
    cookies = {config["SESSION_COOKIE_NAME"], config.get("REMEMBER_COOKIE_NAME", "remember_token")}
    return bool(cookies & request.cookies.keys())


def init_app(app: Flask) -> None:
    Csrf(app)
