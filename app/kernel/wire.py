"""JSON over HTTP: OpenAPI 3.1 by flask-smorest, problem+json, bounded pages with Link headers, ETags."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, abort, current_app, make_response, request
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser

from app.kernel import parsing, wording
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import Permission
from app.kernel.web import errors, gate
from app.kernel.web.pages import LAST_PAGE, Page, page_url

__all__ = [
    "EXCLUDE",
    "IDEMPOTENCY_KEY",
    "IF_MATCH",
    "RAISE",
    "Api",
    "Blueprint",
    "Page",
    "Paging",
    "Parsed",
    "Strict",
    "check_etag",
    "etag",
    "linked",
    "origin",
    "words",
]


class Parser(FlaskParser):
    """Reads JSON bodies. A number or a nesting that no reader takes is a bad request, not a fault of the service."""

    def load_json(self, req: Any, schema: Any) -> Any:
        try:
            return super().load_json(req, schema)
        except (ValueError, RecursionError):
            abort(400)


class Blueprint(SmorestBlueprint):
    """A set of JSON views."""

    ARGUMENTS_PARSER = Parser()


class Api(SmorestApi):
    """The API of the service; its refusals are ours."""

    def _register_error_handlers(self) -> None:
        """Leave errors to `kernel.web.errors`."""


class Parsed(fields.String):
    """A JSON string read by a parse rule of `parsing` or of a slice's rules."""

    def __init__(self, parse: Callable[[str], Any] = parsing.text, **more: Any) -> None:
        super().__init__(**more)
        self.parse = parse

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        text = super()._deserialize(value, attr, data, **more)
        try:
            return self.parse(parsing.text(text))
        except Refused as refused:
            told = wording.tell(refused.code, refused.facts)
            raise ValidationError(told.whole) from refused


def words(most: int, parse: Callable[[str], Any] = parsing.line, **more: Any) -> Parsed:
    """A bounded text that says something: optional (empty) unless `required`."""
    if not more.get("required"):
        more.setdefault("load_default", "")
    return Parsed(parse, validate=validate.Length(1 if more.get("required") else None, most), **more)


class Strict(Schema):
    """A body in which an unknown name is an error."""

    class Meta:
        unknown = RAISE


class Paging(Schema):
    """The query of every list: both numbers are bounded."""

    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, LAST_PAGE))
    per_page = fields.Integer(load_default=50, validate=validate.Range(1, 200))


def linked(body: Any, page: Page[Any]) -> Response:
    """A list with its `Link` header (RFC 8288) and `X-Total-Count`."""
    response = make_response(current_app.json.response(body))
    wanted = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": page.last}
    links = [f'<{page_url(n)}>; rel="{rel}"' for rel, n in wanted.items() if 1 <= n <= page.last]
    response.headers["Link"] = ", ".join(links)
    response.headers["X-Total-Count"] = str(page.total)
    return response


def etag(*parts: Any) -> str:
    """The strong ETag of a representation made from these parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def check_etag(current: str) -> None:
    """Demand `If-Match` with the current ETag: none given is 428, another is 412 (RFC 9110, RFC 6585).

    `*` names no version, so it counts as none: nobody acts on a case that they have not read.
    """
    if not request.if_match or request.if_match.star_tag:
        raise Conflict("etag_missing", status=428)
    if not request.if_match.contains(current):
        raise Conflict("etag_changed", status=412)


IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 128},
}
IF_MATCH = {"in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"}}


def origin(user_id: int) -> str:
    """The key of an act that is sent once: one for each user and Idempotency-Key, told to nobody.

    Refuses a request without a key of 8 to 128 characters.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 128:
        raise Refused("idempotency_key_missing", status=400)
    return "api:" + hashlib.sha256(f"{user_id}:{key}".encode()).hexdigest()


def init_app(app: Flask) -> Api:
    """Mount the API, its document at `/api/v1/openapi.json`, and its own error answers."""
    app.config.setdefault("OPENAPI_URL_PREFIX", "/api/v1")
    app.config.setdefault("OPENAPI_JSON_PATH", "openapi.json")
    api = Api(app)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    api.spec.options["security"] = [{"bearer": []}]
    gate.label({"api-docs.openapi_json": Permission.PUBLIC})
    app.register_error_handler(422, _unreadable)
    return api


def _faults(told: Any, pointer: str) -> Iterator[dict[str, str]]:
    """What is wrong, each with its JSON pointer (RFC 6901): of a list or an object inside, the part that is wrong."""
    if isinstance(told, dict):
        for name, inner in told.items():
            yield from _faults(inner, f"{pointer}/{name}")
    else:
        texts = told if isinstance(told, list) else [told]
        yield {"pointer": pointer or "/", "code": "invalid", "message": " ".join(map(str, texts))}


def _unreadable(error: Any) -> Any:
    """What webargs found wrong with a JSON body or a query, field by field."""
    messages = getattr(error, "data", {}).get("messages", {})
    found = [fault for place in messages.values() for fault in _faults(place, "")]
    more: dict[str, Any] = {"errors": found} if found else {}
    return errors.answer(422, "http_422", **more)
