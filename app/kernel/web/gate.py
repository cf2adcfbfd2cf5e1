"""The gate: every view carries the permission it needs, and no request passes without it. Default deny."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import check_and_update_authn_fresh
from flask_security.utils import get_request_attr

from app.kernel.errors import Forbidden
from app.kernel.grants import DEMO_ONLY, EVERYBODY, grants
from app.kernel.permissions import Permission, Role

LABELS: dict[str, Permission] = {
    "static": Permission.PUBLIC,
    "bootstrap.static": Permission.PUBLIC,
}
API_PREFIX = "/api/"
OPEN_BEFORE_SET_UP = {"static", "bootstrap.static", "language.choose"}


def init_app(app: Flask) -> None:
    app.before_request(_name_request)
    app.before_request(_pass)


def label(endpoints: Mapping[str, Permission]) -> None:
    """Label views that are not ours to decorate (a library's), by endpoint."""
    LABELS.update(endpoints)


def open_before_set_up(endpoints: Iterable[str]) -> None:
    """Name the views that a signed-in user reaches who still owes a second factor or an own password."""
    OPEN_BEFORE_SET_UP.update(endpoints)


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


def is_public() -> bool:
    """Whether anybody may do what is asked for: it takes nobody's rights, so there is nothing to forge."""
    return request.endpoint is not None and permission_of(current_app, request.endpoint) is Permission.PUBLIC


def by_token() -> bool:
    """Whether a program asks, with a bearer token and nothing else: no cookie speaks for it."""
    return bool(is_api() and current_user.is_authenticated and g.get("token_scopes") is not None)


def role() -> Role | None:
    """The role of whoever asks, None where nobody is signed in."""
    return Role(current_user.role) if current_user.is_authenticated else None


def allowed(permission: Permission) -> bool:
    """Whether whoever asks has the permission: by role, and by the token's scopes where a token asks."""
    acting = role()  # reading the user is what loads the token's scopes
    scopes = g.get("token_scopes")
    if scopes is not None and permission not in EVERYBODY | {Permission.SIGNED_IN} and permission not in scopes:
        return False
    return grants(permission, acting)


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
        return _detour(request.endpoint)
    if not current_user.is_authenticated:
        return abort(401) if is_api() else redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    raise Forbidden()


def _detour(endpoint: str) -> ResponseReturnValue | None:
    """Where a signed-in user must go first: to an own password, to a second factor, to prove who it is once more."""
    if not current_user.is_authenticated or endpoint in OPEN_BEFORE_SET_UP:
        return None
    fresh_wanted = getattr(current_app.view_functions[endpoint], "fresh", False)
    if by_token():
        return _no_detour("not_fresh") if fresh_wanted else None
    if current_user.password_once:
        return redirect(url_for("accounts.change_password"))
    if current_user.second_factor_due:
        return _no_detour("second_factor_due") if is_api() else redirect(url_for("security.two_factor_setup"))
    if fresh_wanted and not is_fresh():
        return redirect(url_for("security.verify", next=_come_back()))
    return None


def _no_detour(code: str) -> ResponseReturnValue:
    """A program cannot be sent to a page."""
    raise Forbidden(code)


def is_fresh() -> bool:
    """Whether the signed-in person proved who it is a short while ago (settings SECURITY_FRESHNESS…)."""
    config = current_app.config
    within, grace = config["SECURITY_FRESHNESS"], config["SECURITY_FRESHNESS_GRACE_PERIOD"]
    return bool(check_and_update_authn_fresh(within, grace, get_request_attr("fs_authn_via")))


def _come_back() -> str:
    """The page to come back to: this one, or for a POST the page of ours that it was sent from."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    sent_from = urlsplit(request.referrer or "")
    return sent_from.path if sent_from.netloc == request.host else "/"
