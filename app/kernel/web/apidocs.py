"""The API's document as a page: made by the server from the same specification, without a script (`/api/docs`)."""

from typing import Any

from flask import Blueprint, Flask, current_app, render_template
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission, needs

bp = Blueprint("apidocs", __name__)
METHODS = ("get", "post", "put", "patch", "delete")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/api/docs")
@needs(Permission.PUBLIC)
def show() -> ResponseReturnValue:
    """Every operation with its parameters, its body and its answers, and every schema."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    found = [
        (method, path, operation)
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]
    schemas = spec.get("components", {}).get("schemas", {})
    return render_template("site/api_docs.html", spec=spec, operations=found, schemas=schemas, kind=kind)


def kind(schema: dict[str, Any]) -> tuple[str, str]:
    """A schema in a few words, and the name of the schema that it refers to (empty for none)."""
    if "$ref" in schema:
        return "", schema["$ref"].rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        words, name = kind(schema.get("items", {}))
        return f"array {words}".strip(), name
    for many in ("allOf", "anyOf", "oneOf"):
        if many in schema:
            return kind(schema[many][0])
    named = schema.get("type", "")
    words = " | ".join(named) if isinstance(named, list) else str(named)
    if "enum" in schema:
        words += ": " + ", ".join(str(value) for value in schema["enum"] if value is not None)
    return words, ""
