"""Chinese first; English on wish, kept in a cookie; the elder-friendly mode likewise."""

import re

from flask import Blueprint, Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission, needs

bp = Blueprint("language", __name__)
COOKIE, ELDER = "language", "elder"
_YEAR = 365 * 24 * 3600
_LOCAL = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


def select() -> str:
    """The language of this request: the cookie's where it is one of ours, else Chinese."""
    wished = request.cookies.get(COOKIE, "") if request else ""
    languages: tuple[str, ...] = current_app.config["LANGUAGES"]
    return wished if wished in languages else languages[0]


def local_path(target: str | None) -> str:
    """A path on this service to go on to, never another host: browsers skip blanks and take `\\` for `/`."""
    return target if target and _LOCAL.fullmatch(target) else "/"


def is_elder() -> bool:
    """Whether this browser wishes the elder-friendly mode (长辈版): large type, one column, large targets."""
    return bool(request) and request.cookies.get(ELDER) == "on"


@bp.post("/language")
@needs(Permission.PUBLIC)
def choose() -> ResponseReturnValue:
    """Keep the wished language, or the wish for the elder-friendly mode, and go back to the page."""
    response = redirect(local_path(request.form.get("next")), code=303)
    for name, known in ((COOKIE, current_app.config["LANGUAGES"]), (ELDER, ("on", "off"))):
        wished = request.form.get(name, "")
        if wished in known:
            secure = current_app.config["BE_HTTPS"]
            response.set_cookie(name, wished, max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
