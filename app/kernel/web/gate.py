"""The gate: every view carries the permission it needs, and no request passes without it. Default deny."""

from collections.abc import Mapping
from uuid import uuid4

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.kernel.errors import Forbidden
from app.kernel.permissions import DEMO_ONLY, EVERYBODY, Permission, Role, grants

LABELS: dict[str, Permission] = {
    "static": Permission.PUBLIC,
    "bootstrap.static": Permission.PUBLIC,
}
API_PREFIX = "/api/"


def init_app(app: Flask) -> None:
    app.before_request(_name_request)
    app.before_request(_pass)


def label(endpoints: Mapping[str, Permission]) -> None:
    """Label views that are not ours to decorate (a library's), by endpoint."""
    LABELS.update(endpoints)


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """The permission that an endpoint needs, or None where nobody labelled it."""
    found = getattr(app.view_functions[endpoint], "permission", None) or LABELS.get(endpoint)
    return found if isinstance(found, Permission) else None


def prove_labels(app: Flask) -> None:
    """Stop start-up where a view has no label."""
    bare = sorted(endpoint for endpoint in app.view_functions if permission_of(app, endpoint) is None)
    if bare:
        raise RuntimeError(f"views without @needs: {', '.join(bare)}")


def is_api() -> bool:
    """Whether the request is a program's: it gets problem+json instead of a page."""
    return request.path.startswith(API_PREFIX)


def role() -> Role | None:
    """The role of whoever asks, None where nobody is signed in."""
    return Role(current_user.role) if current_user.is_authenticated else None


def allowed(permission: Permission) -> bool:
    """Whether whoever asks has the permission: by role, and by the token's scopes where a token asks."""
    scopes = g.get("token_scopes")
    if scopes is not None and permission not in EVERYBODY | {Permission.SIGNED_IN} and permission not in scopes:
        return False
    return grants(permission, role())


def _name_request() -> None:
    g.request_id = uuid4().hex


def _pass() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    permission = permission_of(current_app, request.endpoint)
    if permission is None:
        abort(404)
    if permission in DEMO_ONLY and not current_app.config["DEMO"]:
        abort(404)
    if allowed(permission):
        return None
    if not current_user.is_authenticated:
        return abort(401) if is_api() else redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    raise Forbidden()
